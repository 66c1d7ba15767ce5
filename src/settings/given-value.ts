import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { SettingRow } from './setting-row.ts'
import type { SettingsFile } from './settings-file.ts'
import { SETTING_NAMES, SETTINGS_TABLE, type SettingName } from './settings-table.ts'

/** Everything a value can be given through. */
export type ValueSources = {
  /** Values by file key, so `{ 'log-level': 'warn' }` for `--log-level warn`. */
  readonly flags: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly file: SettingsFile
  readonly cwd: string
}

/** A value as text or as the settings file's mapping, and the name under which it was given; or why it could not be read. */
export type GivenValue = { readonly givenAs: string } & (
  | { readonly text: string }
  | { readonly mapping: unknown }
  | { readonly problem: string }
)

/** What was given for the named rows; a row without a value is absent. */
export async function givenValues(
  sources: ValueSources,
  names: readonly SettingName[] = SETTING_NAMES,
): Promise<Map<SettingName, GivenValue>> {
  const given = new Map<SettingName, GivenValue>()
  for (const name of names) {
    const value = await givenValue(SETTINGS_TABLE[name], sources)
    if (value) given.set(name, value)
  }
  return given
}

/**
 * The value of a row from the flag, the environment, a secret file or the settings file, in this order; without white space
 * around it, such as the line break that ends a Kubernetes secret.
 */
export async function givenValue(row: SettingRow, sources: ValueSources): Promise<GivenValue | undefined> {
  const { flags, env, file } = sources
  const flag = flags[row.key]
  if (flag !== undefined) return { givenAs: `--${row.key}`, text: flag.trim() }
  // Container tools cannot unset a variable, they can only empty it.
  const variable = row.env.find((name) => env[name]?.trim())
  if (variable) return { givenAs: variable, text: env[variable]?.trim() ?? '' }
  if (row.secretFileEnv && env[row.secretFileEnv]) return readSecret(row.secretFileEnv, sources)
  const givenAs = `${row.key} in ${file.name}`
  if (file.mappings.has(row.key)) return { givenAs, mapping: file.mappings.get(row.key) }
  const text = file.texts.get(row.key)
  return text === undefined ? undefined : { givenAs, text: text.trim() }
}

async function readSecret(variable: string, { env, cwd }: ValueSources): Promise<GivenValue> {
  try {
    const text = await readFile(resolve(cwd, env[variable] ?? ''), 'utf8')
    return { givenAs: variable, text: text.trim() }
  } catch {
    return { givenAs: variable, problem: 'names a file that cannot be read' }
  }
}
