import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { exampleFile } from '../../settings/example-file.ts'
import { REGION_SCHEMA } from '../../settings/region-schemas.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import { settingsPlaces } from '../../settings/settings-file.ts'
import { SCHEMA_FILE } from '../../settings/settings-json-schema.ts'
import type { CliContext } from '../cli-context.ts'
import { EXIT, type Invocation } from '../command-row.ts'
import { printLines } from '../print.ts'

/**
 * Writes a settings file that shows every setting, and sets none but the Region that was given.
 * @throws SettingsError where that is no Region or two places are named, and Error where the file is there already or cannot be written
 */
export async function init({ context, argument, switches, flags }: Invocation): Promise<number> {
  if (argument !== '' && switches.has('user')) throw new SettingsError(['--user: cannot stand beside a FILE'])
  const place = placeOf(argument, switches.has('user'), context)
  const text = exampleFile({ schema: schemaUrl(context), given: checkRegion(flags.region) })
  await write(place.path, place.name, text)
  printLines(context.stdout, [
    `Wrote ${place.name}: every setting stands in it behind a "#", with what it means.`,
    ...place.notes,
    `Check it with:  ${context.ownCommand()} serve --check${place.isLookedFor ? '' : ` --config ${place.name}`}`,
  ])
  return EXIT.ok
}

type Place = {
  readonly path: string
  readonly name: string
  /** True where the proxy finds it by itself. */
  readonly isLookedFor: boolean
  readonly notes: readonly string[]
}

function placeOf(argument: string, isForUser: boolean, { env, cwd, homeDir }: CliContext): Place {
  if (argument !== '') return { path: resolve(cwd, argument), name: argument, isLookedFor: false, notes: [] }
  const places = settingsPlaces({ configFlag: undefined, env, cwd, homeDir })
  const found = places.find(({ isOnlyFound = false }) => isOnlyFound !== isForUser)
  if (!found) throw new Error('There is no place for a settings file.')
  return { ...found, isLookedFor: true, notes: found.isOnlyFound ? [ONLY_FOUND] : [] }
}

const ONLY_FOUND =
  'The proxy reads it when it is started in this folder. Where requests go and who may reach it, such a file may only say with --config.'

function schemaUrl({ packageFolder }: CliContext): string {
  return pathToFileURL(resolve(packageFolder, 'config', SCHEMA_FILE)).href
}

function checkRegion(region: string | undefined): Record<string, string> {
  if (region === undefined) return {}
  const { success, error } = REGION_SCHEMA.safeParse(region)
  if (!success) throw new SettingsError([`--region: must be ${error.issues[0]?.message}`])
  return { region }
}

/** For its owner alone: it may come to hold a client token. */
async function write(path: string, name: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true }).catch(asNoFolder)
    await writeFile(path, text, { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    throw new Error(PROBLEMS[code]?.(name) ?? `${name} cannot be written (${code}).`, { cause })
  }
}

/** `mkdir` says of a file in the place of the folder only that it exists. */
function asNoFolder(error: NodeJS.ErrnoException): never {
  throw error.code === 'EEXIST' ? Object.assign(error, { code: 'ENOTDIR' }) : error
}

const PROBLEMS: Readonly<Record<string, (name: string) => string>> = {
  EEXIST: (name) => `${name} is there already and stays as it is. Name another file, or take it away.`,
  EACCES: (name) => `${name} cannot be written: this user may not write there. Name another file.`,
  EROFS: (name) => `${name} cannot be written: it is on a file system that is read-only. Name another file.`,
  ENOTDIR: (name) => `${name} cannot be written: what should be its folder is a file. Name another file.`,
}
