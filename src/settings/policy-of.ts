import type { Policy } from '../bedrock/policy.ts'
import type { Settings } from './settings.ts'

/** What the settings allow, and the names that they give to models. */
export function policyOf(settings: Settings): Policy {
  const { routing, allowDestinations, allowModels, denyModels, allowAccounts, models, applicationProfileTags } =
    settings
  return { routing, allowDestinations, allowModels, denyModels, allowAccounts, models, applicationProfileTags }
}
