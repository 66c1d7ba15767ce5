import { alignColumns } from '../columns.ts'
import type { Paint } from '../print.ts'
import { shortPath } from './agent-path.ts'
import type { AgentRow } from './agent-row.ts'
import { findInstalled, type Presence, type TraceContext } from './find-installed.ts'
import { locateFile } from './locate-file.ts'

/** What `connect --json` prints of an agent. `file` is null where there is none to merge into. */
export type ListedAgent = Pick<AgentRow, 'name' | 'title' | 'evidence' | 'version'> & {
  readonly installed: Presence
  readonly settingsIn: string
  readonly file: string | null
}

/** Every agent, whether it is on this machine, and where its settings live. */
export function listAgents(rows: readonly AgentRow[], context: TraceContext): Promise<ListedAgent[]> {
  return Promise.all(rows.map((row) => listAgent(row, context)))
}

/** The list as a table for a person. */
export function agentTable(agents: readonly ListedAgent[], paint: Paint, width?: number): string[] {
  const rows = agents.map(({ name, title, installed, evidence, settingsIn }) => [
    name,
    title,
    installed === 'installed' ? paint('green', installed) : paint('dim', installed),
    evidence,
    settingsIn,
  ])
  return alignColumns([HEADINGS.map((heading) => paint('bold', heading)), ...rows], width)
}

/** Where an agent is told of the proxy, in words; `path` is its file. */
export function settingsPlace({ file, env, code, steps }: AgentRow, path: string | undefined): string {
  if (file && path !== undefined) return path
  if (env) return 'environment'
  return code || !steps ? 'program' : 'its own settings'
}

const HEADINGS = ['AGENT', 'NAME', 'ON THIS MACHINE', 'EVIDENCE', 'SETTINGS IN']

async function listAgent(row: AgentRow, context: TraceContext): Promise<ListedAgent> {
  const { name, title, evidence, version, signs } = row
  const installed = await findInstalled(signs, context)
  const file = row.file ? await locateFile(row.file, context) : null
  const settingsIn = settingsPlace(row, file === null ? undefined : shortPath(file, context.homeDir))
  return { name, title, installed, evidence, version, settingsIn, file }
}
