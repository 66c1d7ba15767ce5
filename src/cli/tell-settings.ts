import type { LoadedSettings } from '../settings/load-settings.ts'
import { SETTINGS_TABLE } from '../settings/settings-table.ts'
import type { CliContext } from './cli-context.ts'
import { alignColumns } from './columns.ts'
import { paintFor, printLines } from './print.ts'

/** Tells which settings were given and by what, never their values, and warnings on standard error. */
export function tellSettings(
  { settingsFile, givenAs, warnings }: LoadedSettings,
  { stdout, stderr, env }: CliContext,
  isJson: boolean,
): void {
  const given = [...givenAs].map(([name, by]) => [SETTINGS_TABLE[name].key, by] as const)
  if (isJson) {
    const report = { settingsFile: settingsFile ?? null, given: Object.fromEntries(given), warnings }
    printLines(stdout, [JSON.stringify(report)])
    return
  }
  const paint = paintFor(stderr, env)
  printLines(
    stderr,
    warnings.map((warning) => `${paint('yellow', 'warning:')} ${warning}`),
  )
  const from = settingsFile === undefined ? 'no settings file was found' : `the settings file is ${settingsFile}`
  printLines(stdout, [`The settings are right; ${from}.`, ...givenLines(given)])
}

function givenLines(given: readonly (readonly [key: string, by: string])[]): string[] {
  if (given.length === 0) return ['Every setting has its default.']
  return ['Given, the others have their defaults:', ...alignColumns(given.map(([key, by]) => [`  ${key}`, by]))]
}
