import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { nearestName } from '../bedrock/nearest-names.ts'
import { SETTING_NAMES, SETTINGS_TABLE } from './settings-table.ts'

/** Where to look for the file. */
export type FileSearch = {
  /** The value of `--config`. */
  readonly configFlag: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly homeDir: string
}

/** What the settings file says, by key, with lists joined by commas; empty where there is no file. */
export type SettingsFile = {
  /** The file's name as messages show it; unset where no file was found. */
  readonly name?: string
  /** True for a file that nobody named: it merely lay in the working directory. */
  readonly isOnlyFound?: boolean
  readonly texts: ReadonlyMap<string, string>
  readonly problems: readonly string[]
}

const FILE_NAME = 'bedrock-profile-proxy.yaml'

/** Reads the first settings file there is: the named one, the working directory's, the user's. Problems are returned, not thrown. */
export async function readSettingsFile(search: FileSearch): Promise<SettingsFile> {
  for (const { name, path, isOnlyFound } of placesFor(search)) {
    try {
      return { ...(await parseFile(name, await readFile(path, 'utf8'))), ...(isOnlyFound && { isOnlyFound }) }
    } catch (error) {
      const code = errorCode(error)
      if (code === 'ENOENT' && search.configFlag === undefined) continue
      const problem = search.configFlag === undefined ? `${name}: ` : `--config: ${name} `
      return { name, texts: new Map(), problems: [`${problem}cannot be read (${code})`] }
    }
  }
  return { texts: new Map(), problems: [] }
}

function placesFor({
  configFlag,
  env,
  cwd,
  homeDir,
}: FileSearch): { name: string; path: string; isOnlyFound?: boolean }[] {
  if (configFlag !== undefined) return [{ name: configFlag, path: resolve(cwd, configFlag) }]
  const configFolder = env.XDG_CONFIG_HOME || join(homeDir, '.config')
  const userFile = join(configFolder, 'bedrock-profile-proxy', FILE_NAME)
  return [
    { name: `./${FILE_NAME}`, path: join(cwd, FILE_NAME), isOnlyFound: true },
    { name: userFile, path: userFile },
  ]
}

async function parseFile(name: string, text: string): Promise<SettingsFile> {
  const { parseYaml } = await import('./parse-yaml.ts')
  const parsed = parseYaml(text)
  if ('content' in parsed) return { name, ...entriesOf(name, parsed.content) }
  const place = parsed.brokenAtLine === undefined ? '' : ` at line ${parsed.brokenAtLine}`
  return { name, texts: new Map(), problems: [`${name}: is not valid YAML${place}`] }
}

function entriesOf(name: string, content: unknown): Omit<SettingsFile, 'name'> {
  const texts = new Map<string, string>()
  if (content === null || content === '') return { texts, problems: [] }
  if (typeof content !== 'object' || Array.isArray(content)) {
    return { texts, problems: [`${name}: must be a mapping of settings, such as "port: 8223"`] }
  }
  const problems: string[] = []
  for (const [key, value] of Object.entries(content)) {
    const problem = KEYS.includes(key) ? problemWithValue(value) : problemWithKey(key)
    if (problem) problems.push(`${key} in ${name}: ${problem}`)
    else texts.set(key, String(value))
  }
  return { texts, problems }
}

const KEYS = SETTING_NAMES.map((name) => SETTINGS_TABLE[name].key)

function problemWithKey(key: string): string {
  const nearest = nearestName(key, KEYS)
  return `is no setting${nearest ? `, did you mean ${nearest}?` : ''}`
}

function problemWithValue(value: unknown): string | undefined {
  const items = Array.isArray(value) ? value : [value]
  return items.every((item) => typeof item === 'string') ? undefined : 'must be a value or a list of values'
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}
