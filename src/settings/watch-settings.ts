import type { LoadedSettings } from './load-settings.ts'
import { createReload, type Reload } from './reload-settings.ts'
import { watchFiles } from './watch-files.ts'

/** Settings that are followed while the proxy runs. */
export type SettingsWatchOptions = {
  /** Loads the settings as at the start: the same flags, environment and places. */
  readonly load: () => Promise<LoadedSettings>
  /** What it loaded at the start. */
  readonly atStart: LoadedSettings
  /** Told of what changed, and of problems once, however often the broken file is read. */
  readonly onReload: (reload: Reload) => void
  readonly intervalMs?: number
}

/** A running watch. */
export type SettingsWatch = {
  /** Reads the settings now, and tells what came of it in any case. Resolves when that is done; never rejects. */
  reload(): Promise<void>
  close(): void
}

/** Soon enough for a person who has saved a file, and next to nothing for the machine: a look takes microseconds. */
const INTERVAL_MS = 1_000

/** Reads the settings again when a settings file changes in any of the places where one is looked for, and when asked. */
export function watchSettings({
  load,
  atStart,
  onReload,
  intervalMs = INTERVAL_MS,
}: SettingsWatchOptions): SettingsWatch {
  const reload = createReload(load, atStart)
  let toldProblems: string | undefined
  const reloadAndTell = async (isAsked: boolean) => {
    const outcome = await reload()
    const problems = outcome.kind === 'refused' ? outcome.problems.join('\n') : undefined
    const isNews = outcome.kind === 'changed' || problems !== toldProblems
    toldProblems = problems
    if (isAsked || isNews) onReload(outcome)
  }
  let turn = Promise.resolve()
  const inTurn = (isAsked: boolean) => {
    turn = turn.then(() => reloadAndTell(isAsked))
    return turn
  }
  const files = watchFiles(atStart.places, { intervalMs, onChanged: () => void inTurn(false) })
  return { reload: () => inTurn(true), close: files.close }
}
