import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { AgentFile, AgentRow, Connection, RunFile } from '../connect/agent-row.ts'
import { BrokenText } from '../connect/files/file-format.ts'
import { mergeText, type Wanted } from '../connect/files/merge-text.ts'
import type { TraceContext } from '../connect/find-installed.ts'
import { locateFile } from '../connect/locate-file.ts'

/** How the agent is told where its settings for this run are. */
export type TemporarySettings = {
  readonly env: Readonly<Record<string, string>>
  /** They stand before the arguments that a person gave. */
  readonly flags: readonly string[]
}

/**
 * Settings for one run, beside the agent's own file, which stays as it is. `folder` makes the folder of the run, which is
 * only wanted where there is something to put into it.
 * @throws Error where the agent's own file cannot be merged with
 */
export async function temporarySettings(
  row: AgentRow,
  connection: Connection,
  context: TraceContext,
  folder: () => Promise<string>,
): Promise<TemporarySettings> {
  const { file, run } = row
  const flags = run?.flags?.(connection) ?? []
  if (!file || !run?.file) return { env: {}, flags }
  const own = await locateFile(file, context)
  const ownText = await readFile(own, 'utf8').catch(() => '')
  if (run.file.isOverruling && !saysOtherwise(ownText, row, connection)) return { env: {}, flags }
  const settings = { settings: file.settings(connection), ifAbsent: file.ifAbsent?.(connection) ?? {} }
  const text = merge(await baseText(run.file, ownText, context), settings, file, own)
  const placed = await place(run.file, text, { own, file, folder: await folder() })
  return { env: placed.env, flags: [...placed.flags, ...flags] }
}

function merge(base: string, wanted: Wanted, { format }: AgentFile, own: string): string {
  try {
    return mergeText(base, format, wanted)
  } catch (error) {
    if (!(error instanceof BrokenText)) throw error
    throw new Error(`${own} is ${error.message}. Put it right first.`, { cause: error })
  }
}

/** True where a file speaks of a variable that the run sets, and would overrule it. */
function saysOtherwise(text: string, { env }: AgentRow, connection: Connection): boolean {
  return Object.keys(env?.(connection) ?? {}).some((name) => text.includes(`"${name}"`))
}

/** What is read beside the agent's own file starts empty; what takes its place starts as a copy of it. */
async function baseText(run: RunFile, ownText: string, { env }: TraceContext): Promise<string> {
  if (!run.isAddition) return ownText
  const named = run.by === 'variable' ? env[run.name] : undefined
  return named ? readFile(named, 'utf8').catch(() => '') : ''
}

type Place = { readonly own: string; readonly file: AgentFile; readonly folder: string }

async function place(run: RunFile, text: string, { own, folder }: Place): Promise<TemporarySettings> {
  if (run.by === 'folder') {
    await linkAround(own, run.path, folder)
    await writeFile(join(folder, run.path), text, { mode: 0o600 })
    return { env: { [run.name]: folder }, flags: [] }
  }
  const path = join(folder, basename(own))
  await writeFile(path, text, { mode: 0o600 })
  return run.by === 'variable' ? { env: { [run.name]: path }, flags: [] } : { env: {}, flags: [run.name, path] }
}

/** Links everything of the agent's own folder but the file at `path`, so that what it remembers stays its own. */
async function linkAround(own: string, path: string, folder: string): Promise<void> {
  const depth = path.split('/').length
  const home = Array.from({ length: depth }).reduce<string>((up) => dirname(up), own)
  let at = ''
  for (const part of path.split('/')) {
    await mkdir(join(folder, at), { recursive: true, mode: 0o700 })
    const names = await readdir(join(home, at)).catch(() => [])
    const others = names.filter((name) => name !== part)
    await Promise.all(others.map((name) => symlink(join(home, at, name), join(folder, at, name))))
    at = join(at, part)
  }
}
