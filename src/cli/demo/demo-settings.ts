import { defaultSettings } from '../../settings/default-settings.ts'
import type { Settings } from '../../settings/settings.ts'

/** Settings that do not depend on the machine, so that the demo goes alike everywhere; the proxy's own log stays silent. */
export function demoSettings(region: string): Settings {
  return defaultSettings(region, {
    port: 0,
    discovery: 'off',
    idleTimeoutMs: 30_000,
    drainTimeoutMs: 0,
    logLevel: 'silent',
  })
}
