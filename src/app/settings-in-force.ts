import type { Policy } from '../bedrock/policy.ts'
import { policyOf } from '../settings/policy-of.ts'
import type { Settings } from '../settings/settings.ts'

/** The settings that requests are served by at this moment. */
export type SettingsInForce = {
  settings(): Settings
  /** The same object until the settings change, so that it can be a key. */
  policy(): Policy
  /** Puts other settings in force, from the next request on. */
  replace(settings: Settings): void
}

/** Settings that are in force until others replace them. */
export function settingsInForce(initial: Settings): SettingsInForce {
  let settings = initial
  let policy = policyOf(initial)
  return {
    settings: () => settings,
    policy: () => policy,
    replace(next) {
      settings = next
      policy = policyOf(next)
    },
  }
}
