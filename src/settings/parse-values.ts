import type { GivenValue } from './given-value.ts'
import type { Settings } from './settings.ts'
import { SETTING_NAMES, SETTINGS_TABLE, type SettingName } from './settings-table.ts'

/** What the rows of the table make of what was given. */
export type ParsedValues = {
  /** Given values and defaults; a value that was wrong is absent, so that no other rule speaks about it. */
  readonly values: Partial<Settings>
  /** The names under which the given values were given; a default has none. */
  readonly givenAs: ReadonlyMap<SettingName, string>
  readonly problems: readonly string[]
}

/** Every row's value as the table's schemas read it, its default where nothing was given, with the problems of all of them. */
export function parseValues(givenValues: ReadonlyMap<SettingName, GivenValue>): ParsedValues {
  const values: Record<string, unknown> = {}
  const problems: string[] = []
  for (const name of SETTING_NAMES) {
    const given = givenValues.get(name) ?? defaultOf(name)
    if (!given) continue
    const parsed = parseValue(name, given)
    if ('problems' in parsed) problems.push(...parsed.problems.map((problem) => `${given.givenAs}: ${problem}`))
    else values[name] = parsed.value
  }
  const givenAs = new Map(Array.from(givenValues, ([name, given]) => [name, given.givenAs]))
  return { values, givenAs, problems }
}

function defaultOf(name: SettingName): GivenValue | undefined {
  const text = SETTINGS_TABLE[name].default
  return text === undefined ? undefined : { givenAs: '', text }
}

/** A problem never quotes the value: it may be a secret, or hold one. */
function parseValue(name: SettingName, given: GivenValue): { value: unknown } | { problems: string[] } {
  if ('problem' in given) return { problems: [given.problem] }
  const { success, data, error } = SETTINGS_TABLE[name].schema.safeParse('text' in given ? given.text : given.mapping)
  if (success) return { value: data }
  return { problems: error.issues.map(({ path, message }) => [...pathText(path), `must be ${message}`].join(' ')) }
}

/** Where in a mapping the problem is; nowhere in a text. */
function pathText(path: readonly PropertyKey[]): string[] {
  return path.length === 0 ? [] : [path.map(String).join('.')]
}
