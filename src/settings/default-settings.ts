import { parseValues } from './parse-values.ts'
import type { Settings } from './settings.ts'

/** The settings of somebody who gives nothing but a Region, but for what differs. They depend on nothing of the machine. */
export function defaultSettings(region: string, differing: Partial<Settings> = {}): Settings {
  const settings: Partial<Settings> = {
    ...parseValues(new Map()).values,
    region,
    regionIsAssumed: false,
    allowRegions: [region],
    logFormat: 'json',
    ...differing,
  }
  // Every row with a default has its value; the lines above gave the rest.
  return settings as Settings
}
