import { join } from 'node:path'

/** The parts of the world that paths are looked up in. */
export type PathContext = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly homeDir: string
}

/** The first of these paths that counts, spelled out: `~` is the home folder, and `$NAME/…` counts only where NAME is set. */
export function agentPath(paths: readonly string[], context: PathContext): string {
  const [path] = paths.flatMap((template) => spellOut(template, context) ?? [])
  if (path === undefined) throw new Error(`none of ${paths.join(', ')} is a path in this environment`)
  return path
}

/** A path as a person knows it, with `~` for the home folder. */
export function shortPath(path: string, homeDir: string): string {
  return path.startsWith(`${homeDir}/`) ? `~${path.slice(homeDir.length)}` : path
}

function spellOut(template: string, { env, homeDir }: PathContext): string | undefined {
  const [start = '', ...rest] = template.split('/')
  const folder = start === '~' ? homeDir : env[start.slice(1)]
  return folder ? join(folder, ...rest) : undefined
}
