import { isDeepStrictEqual } from 'node:util'
import type { LoadedSettings } from './load-settings.ts'
import type { Settings } from './settings.ts'
import { SettingsError } from './settings-error.ts'
import { SETTING_NAMES, SETTINGS_TABLE, type SettingName } from './settings-table.ts'

/** What came of reading the settings again. */
export type Reload =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'changed'
      /** The settings in force from now on: what can change while the proxy runs is new, the rest as at the start. */
      readonly settings: Settings
      /** File keys of what is new in them. */
      readonly changedKeys: readonly string[]
      /** File keys of what changed since the last reading and takes effect with the next start. */
      readonly restartKeys: readonly string[]
      /** Those that the last reading did not give. */
      readonly warnings: readonly string[]
    }
  /** Nothing of it comes into force. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] }

/** Reads the settings again, from everything that they were loaded from. To be called by turns. Never rejects. */
export type ReloadSettings = () => Promise<Reload>

/** Reloads what `load` loads; begins with the settings of the start. */
export function createReload(load: () => Promise<LoadedSettings>, atStart: LoadedSettings): ReloadSettings {
  let latest = atStart
  let inForce = atStart.settings
  return async () => {
    const attempt = await loadAgain(load, latest)
    if ('problems' in attempt) return { kind: 'refused', ...attempt }
    const before = latest
    latest = attempt.loaded
    const changed = differing(inForce, latest.settings)
    const news = changed.filter(changesWhileRunning)
    const sinceBefore = differing(before.settings, latest.settings)
    const restart = changed.filter((name) => !changesWhileRunning(name) && sinceBefore.includes(name))
    const warnings = latest.warnings.filter((warning) => !before.warnings.includes(warning))
    if (news.length + restart.length + warnings.length === 0) return { kind: 'unchanged' }
    inForce = withNews(inForce, latest.settings, news)
    return { kind: 'changed', settings: inForce, changedKeys: keysOf(news), restartKeys: keysOf(restart), warnings }
  }
}

type Attempt = { readonly loaded: LoadedSettings } | { readonly problems: readonly string[] }

async function loadAgain(load: () => Promise<LoadedSettings>, before: LoadedSettings): Promise<Attempt> {
  try {
    const loaded = await load()
    const problem = problemWithLoss(before, loaded)
    return problem === undefined ? { loaded } : { problems: [problem] }
  } catch (error) {
    if (error instanceof SettingsError) return { problems: error.problems }
    return { problems: ['the settings could not be read'] }
  }
}

/** A file that is gone or empty is more likely a mishap than the wish that its rules, such as allow-destinations, end. */
function problemWithLoss(before: LoadedSettings, loaded: LoadedSettings): string | undefined {
  const { settingsFile, isFileEmpty } = before
  if (settingsFile === undefined) return undefined
  if (loaded.settingsFile === undefined) return `${settingsFile}: is gone. Start the proxy again to go without it`
  if (isFileEmpty || !loaded.isFileEmpty) return undefined
  return `${loaded.settingsFile}: sets nothing any more. Write {} into it if that is meant, or start the proxy again`
}

function differing(before: Settings, after: Settings): SettingName[] {
  return SETTING_NAMES.filter((name) => !isDeepStrictEqual(before[name], after[name]))
}

function changesWhileRunning(name: SettingName): boolean {
  return SETTINGS_TABLE[name].changes === 'while-running'
}

function withNews(inForce: Settings, latest: Settings, names: readonly SettingName[]): Settings {
  const news: Partial<Settings> = Object.fromEntries(names.map((name) => [name, latest[name]]))
  return { ...inForce, ...news }
}

function keysOf(names: readonly SettingName[]): string[] {
  return names.map((name) => SETTINGS_TABLE[name].key)
}
