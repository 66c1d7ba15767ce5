import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { basename, delimiter, dirname, join, relative, sep } from 'node:path'
import { posixWord } from './connect/shells.ts'

/** How this program was started, as far as that tells how the reader starts it again. */
export type Start = {
  /** As Node was given it, links not followed, made absolute. */
  readonly script: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
}

const NAME = 'bedrock-profile-proxy'

/**
 * The words by which the reader of a line starts this program again where they are: the plain name where their PATH has it, `npx`
 * where npx had fetched or found it, else the script, by `node` in a clone.
 */
export function ownCommand(start: Start): string {
  return byNpx(start) ?? byPath(start) ?? byScript(start)
}

/** npx puts its own folder into the PATH of what it starts alone; what it fetched is known by the words that it was fetched by. */
function byNpx({ script, env }: Start): string | undefined {
  if (env.npm_command !== 'exec' || !script.includes(`${sep}node_modules${sep}`)) return undefined
  const [cache] = script.split(`${sep}node_modules${sep}`, 1)
  if (cache === undefined || basename(dirname(cache)) !== '_npx') return `npx ${NAME}`
  const spec = fetchedAs(cache) ?? NAME
  // A path alone, npx would take for a program.
  return spec === NAME || spec.startsWith(`${NAME}@`) ? `npx ${spec}` : `npx --package ${posixWord(spec)} ${NAME}`
}

function fetchedAs(cache: string): string | undefined {
  try {
    const spec: unknown = JSON.parse(readFileSync(join(cache, 'package.json'), 'utf8'))?._npx?.packages?.[0]
    return typeof spec === 'string' ? spec : undefined
  } catch {
    return undefined
  }
}

function byPath({ script, env }: Start): string | undefined {
  const own = realPath(script)
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '' && !isOfNpm(folder))
  return folders.some((folder) => [NAME, `${NAME}.cmd`].some((file) => leadsTo(own, folder + sep + file)))
    ? NAME
    : undefined
}

/** `npm run` puts such folders into the PATH of what it starts alone. */
function isOfNpm(folder: string): boolean {
  return folder.endsWith(`${sep}node_modules${sep}.bin`)
}

/** On Windows npm writes a file beside `node_modules`, where elsewhere it makes a link. */
function leadsTo(own: string | undefined, file: string): boolean {
  const found = existsSync(file) ? realPath(file) : undefined
  if (found === undefined || own === undefined) return false
  return found === own || (found.endsWith('.cmd') && own.startsWith(join(dirname(found), 'node_modules', NAME) + sep))
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

/** By its place from here, where it is below; a link that npm made is a program of its own. */
function byScript({ script, cwd }: Start): string {
  const below = relative(cwd, script)
  const isBelow = below !== '' && !below.startsWith('..') && !below.startsWith(sep)
  if (basename(script) === NAME) return posixWord(isBelow ? `.${sep}${below}` : script)
  return `node ${posixWord(isBelow ? below : script)}`
}
