import type { Policy } from '../bedrock/policy.ts'
import type { Settings } from './settings.ts'

/** What the settings allow, and the names that they give to models. */
export function policyOf({ routing, allowModels, denyModels, allowAccounts }: Settings): Policy {
  return {
    routing,
    allowDestinations: [],
    allowModels,
    denyModels,
    allowAccounts,
    models: new Map(),
    applicationProfileTags: new Map(),
  }
}
