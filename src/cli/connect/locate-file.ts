import { access } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { agentPath, type PathContext } from './agent-path.ts'
import type { AgentFile } from './agent-row.ts'

/** Where an agent's settings file is, or would be: under its other name where it has that one. */
export async function locateFile({ paths, otherName }: AgentFile, context: PathContext): Promise<string> {
  const path = agentPath(paths, context)
  if (otherName === undefined || basename(path) !== basename(paths.at(-1) ?? '')) return path
  const other = join(dirname(path), otherName)
  return access(other).then(
    () => other,
    () => path,
  )
}
