import { access, readdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { CliContext } from '../cli-context.ts'
import { agentPath } from './agent-path.ts'
import type { Signs } from './agent-row.ts'

/** Whether an agent is on this machine; `unknown` where nothing on a disk would tell. */
export type Presence = 'installed' | 'not found' | 'unknown'

/** The parts of the world in which an agent leaves traces. */
export type TraceContext = Pick<CliContext, 'env' | 'homeDir' | 'cwd'>

/** Looks for an agent's traces: its program, its folder, its extension of VS Code, its package. Runs nothing. */
export async function findInstalled(signs: Signs, context: TraceContext): Promise<Presence> {
  const { binaries = [], folders = [], extensions = [], packages = [] } = signs
  if ([binaries, folders, extensions, packages].every((list) => list.length === 0)) return 'unknown'
  const paths = [
    ...binaries.flatMap((name) => searchPath(context).map((folder) => join(folder, name))),
    ...(folders.length > 0 ? [agentPath(folders, context)] : []),
    ...packages.map((name) => join(context.cwd, 'node_modules', name)),
  ]
  const isThere = (await anyExists(paths)) || (await hasExtension(extensions, context))
  return isThere ? 'installed' : 'not found'
}

function searchPath({ env }: TraceContext): string[] {
  return (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
}

async function anyExists(paths: readonly string[]): Promise<boolean> {
  const found = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.includes(true)
}

/** VS Code keeps an extension in a folder that ends in its version. */
async function hasExtension(extensions: readonly string[], { homeDir }: TraceContext): Promise<boolean> {
  if (extensions.length === 0) return false
  const folders = await readdir(join(homeDir, '.vscode', 'extensions')).catch(() => [])
  return folders.some((folder) => extensions.some((name) => folder.toLowerCase().startsWith(`${name}-`)))
}
