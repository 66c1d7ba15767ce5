import { access, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { nearestName } from '../bedrock/nearest-names.ts'
import { isPartMissing, PART_MISSING } from '../bedrock/part-missing.ts'
import { SETTING_NAMES, SETTINGS_TABLE } from './settings-table.ts'

/** Where to look for the file. */
export type FileSearch = {
  /** The value of `--config`. */
  readonly configFlag: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly homeDir: string
}

/** What the settings file says, by key; empty where there is no file. */
export type SettingsFile = {
  /** The file's name as messages show it; unset where no file was found. */
  readonly name?: string
  /** True for a file that nobody named: it merely lay in the working directory. */
  readonly isOnlyFound?: boolean
  /** What a file without a setting has in their place; unset where it has settings, were it an empty mapping, `{}`. */
  readonly holdsOnly?: 'nothing' | 'comments'
  /** The user's own file, where the found one stands in its place. */
  readonly hides?: string
  /** Lists are joined by commas. */
  readonly texts: ReadonlyMap<string, string>
  /** What stands under the keys of mappings, as it was parsed. */
  readonly mappings: ReadonlyMap<string, unknown>
  readonly problems: readonly string[]
}

const FILE_NAME = 'bedrock-profile-proxy.yaml'

const NOTHING: SettingsFile = { texts: new Map(), mappings: new Map(), problems: [] }

/** Reads the first settings file there is: the named one, the working directory's, the user's. Problems are returned, not thrown. */
export async function readSettingsFile(search: FileSearch): Promise<SettingsFile> {
  for (const place of settingsPlaces(search)) {
    try {
      const file = await parseFile(place.name, await readFile(place.path, 'utf8'))
      return place.isOnlyFound ? { ...file, isOnlyFound: true, ...(await hiddenBy(place, search)) } : file
    } catch (error) {
      const code = errorCode(error)
      if (code === 'ENOENT' && search.configFlag === undefined) continue
      const problem = search.configFlag === undefined ? `${place.name}: ` : `--config: ${place.name} `
      const why = isPartMissing(error) ? PART_MISSING : `cannot be read (${code})`
      return { ...NOTHING, name: place.name, problems: [`${problem}${why}`] }
    }
  }
  return NOTHING
}

/** A place where a settings file may be. */
export type SettingsPlace = { readonly name: string; readonly path: string; readonly isOnlyFound?: boolean }

/** Where a settings file is looked for, best first. */
export function settingsPlaces({ configFlag, env, cwd, homeDir }: FileSearch): SettingsPlace[] {
  if (configFlag !== undefined) return [{ name: configFlag, path: resolve(cwd, configFlag) }]
  const configFolder = env.XDG_CONFIG_HOME || join(homeDir, '.config')
  const userFile = join(configFolder, 'bedrock-profile-proxy', FILE_NAME)
  return [
    { name: `./${FILE_NAME}`, path: join(cwd, FILE_NAME), isOnlyFound: true },
    { name: userFile, path: userFile },
  ]
}

async function hiddenBy(found: SettingsPlace, search: FileSearch): Promise<Pick<SettingsFile, 'hides'>> {
  const [other] = settingsPlaces(search).filter(({ path }) => path !== found.path)
  const isThere =
    other &&
    (await access(other.path).then(
      () => true,
      () => false,
    ))
  return isThere ? { hides: other.name } : {}
}

async function parseFile(name: string, text: string): Promise<SettingsFile> {
  const { parseYaml } = await import('./parse-yaml.ts')
  const parsed = parseYaml(text)
  if ('content' in parsed) return { name, ...entriesOf(name, parsed.content), ...withoutSettings(text, parsed.content) }
  const place = parsed.brokenAtLine === undefined ? '' : ` at line ${parsed.brokenAtLine}`
  const why = parsed.why === undefined ? '' : `: ${parsed.why}`
  return { ...NOTHING, name, problems: [`${name}: is not valid YAML${place}${why}`] }
}

function withoutSettings(text: string, content: unknown): Pick<SettingsFile, 'holdsOnly'> {
  if (content !== null && content !== '') return {}
  return { holdsOnly: text.trim() === '' ? 'nothing' : 'comments' }
}

function entriesOf(name: string, content: unknown): Omit<SettingsFile, 'name'> {
  if (content === null || content === '') return NOTHING
  if (typeof content !== 'object' || Array.isArray(content)) {
    return { ...NOTHING, problems: [`${name}: must be a mapping of settings, such as "port: 8223"`] }
  }
  const [texts, mappings, problems] = [new Map<string, string>(), new Map<string, unknown>(), [] as string[]]
  for (const [key, value] of Object.entries(content)) {
    const problem = problemWith(key, value)
    if (problem) problems.push(`${key} in ${name}: ${problem}`)
    else if (MAPPING_KEYS.includes(key)) mappings.set(key, value)
    else texts.set(key, String(value))
  }
  return { texts, mappings, problems }
}

const KEYS = SETTING_NAMES.map((name) => SETTINGS_TABLE[name].key)
const MAPPING_KEYS = SETTING_NAMES.filter((name) => SETTINGS_TABLE[name].isMapping).map(
  (name) => SETTINGS_TABLE[name].key,
)

/** What is in a mapping is for its schema to judge. */
function problemWith(key: string, value: unknown): string | undefined {
  if (!KEYS.includes(key)) return problemWithKey(key)
  return MAPPING_KEYS.includes(key) ? undefined : problemWithValue(value)
}

function problemWithKey(key: string): string {
  const nearest = nearestName(key, KEYS)
  return `is no setting${nearest ? `, did you mean ${nearest}?` : ''}`
}

function problemWithValue(value: unknown): string | undefined {
  // A file that was cut short must not end a rule.
  if (value === '') return 'has nothing behind it. Write [] for an empty list, or leave the key out'
  const items = Array.isArray(value) ? value : [value]
  return items.every((item) => typeof item === 'string') ? undefined : 'must be a value or a list of values'
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}
