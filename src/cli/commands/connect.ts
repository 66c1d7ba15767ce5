import { SettingsError } from '../../settings/settings-error.ts'
import type { CliContext } from '../cli-context.ts'
import { EXIT, type Invocation } from '../command-row.ts'
import { shortPath } from '../connect/agent-path.ts'
import { type AgentReport, reportAgent } from '../connect/agent-report.ts'
import type { AgentRow, Connection } from '../connect/agent-row.ts'
import { AGENTS, findAgent } from '../connect/agent-table.ts'
import { findConnection } from '../connect/find-connection.ts'
import { agentTable, listAgents } from '../connect/list-agents.ts'
import { locateFile } from '../connect/locate-file.ts'
import { type AgentView, agentLines, fileEnvironmentLines, proxyEnvironmentLines } from '../connect/print-agent.ts'
import { isShellName, SHELLS, shellOf } from '../connect/shells.ts'
import { undoAgent } from '../connect/undo-agent.ts'
import { type Written, writeAgent } from '../connect/write-agent.ts'
import { widthOfStream } from '../page-width.ts'
import { paintFor, printLines, printNotes } from '../print.ts'

/**
 * Prints what points an agent at this proxy, or writes it into the agent's own file, or takes it out again. Without an
 * agent it lists those that it knows.
 * @throws SettingsError, ProxyError `invalid-model-identifier`, and Error where there is no file or it cannot be changed
 */
export async function connect(invocation: Invocation): Promise<number> {
  const { argument, context, switches } = invocation
  checkUsage(invocation)
  if (argument === '') return list(context, switches)
  const row = findAgent(argument)
  const path = row.file && (await locateFile(row.file, context))
  if (switches.has('undo')) return undo(row, path, invocation)
  const { connection, notes } = await findConnection(row, invocation)
  const report = reportAgent(row, connection, path)
  if (switches.has('write')) await write(row, path, connection, report, invocation)
  else if (switches.has('json')) printLines(context.stdout, [JSON.stringify(report, null, 2)])
  else printLines(context.stdout, agentLines(report, view(invocation)))
  printNotes(context, notes)
  return EXIT.ok
}

function checkUsage({ argument, switches, options: { shell } }: Invocation): void {
  const [writes, undoes] = [switches.has('write'), switches.has('undo')]
  const misuses: readonly [isMisuse: boolean, problem: string][] = [
    [writes && argument === '', '--write: name the AGENT'],
    [undoes && argument === '', '--undo: name the AGENT'],
    [writes && undoes, '--undo: cannot stand beside --write'],
    [switches.has('new-token') && (argument === '' || undoes), '--new-token: goes with an AGENT, and not with --undo'],
    [shell !== undefined && !isShellName(shell), `--shell: must be one of ${Object.keys(SHELLS).join(', ')}`],
    [switches.has('force') && !undoes, '--force: goes with --undo'],
    [switches.has('json') && (writes || undoes), '--json: prints the lines, and cannot stand beside --write or --undo'],
  ]
  const problems = misuses.filter(([isMisuse]) => isMisuse).map(([, problem]) => problem)
  if (problems.length > 0) throw new SettingsError(problems)
}

async function list(context: CliContext, switches: ReadonlySet<string>): Promise<number> {
  const { stdout, env } = context
  const agents = await listAgents(AGENTS, context)
  printLines(
    stdout,
    switches.has('json')
      ? [JSON.stringify(agents, null, 2)]
      : agentTable(agents, paintFor(stdout, env), widthOfStream(stdout)),
  )
  return EXIT.ok
}

function view({ context: { stdout, env, homeDir }, options: { shell } }: Invocation): AgentView {
  return { homeDir, paint: paintFor(stdout, env), shell: shell && isShellName(shell) ? shell : shellOf(env) }
}

async function write(
  row: AgentRow,
  path: string | undefined,
  connection: Connection,
  report: AgentReport,
  invocation: Invocation,
): Promise<void> {
  const { stdout } = invocation.context
  if (!row.file || path === undefined || !report.file) {
    printLines(stdout, agentLines(report, view(invocation)))
    throw new Error(noFile(row, 'Nothing was written: put the lines where they belong yourself.'))
  }
  const show = (lines: readonly string[]) => printLines(stdout, lines)
  const written = await writeAgent(path, row.file, connection, { show, paint: view(invocation).paint })
  printLines(stdout, [
    ...outcome(written, row, path, invocation.context),
    ...proxyEnvironmentLines(report, view(invocation)),
    ...fileEnvironmentLines(report.file, view(invocation)),
  ])
}

/** Shells have many profiles, and which one is read depends on how they start: that is the user's to say. */
function noFile({ title }: AgentRow, consequence: string): string {
  return `${title} has no settings file that could be merged into. ${consequence}`
}

function outcome(written: Written, { name }: AgentRow, path: string, { homeDir, ownCommand }: CliContext): string[] {
  const file = shortPath(path, homeDir)
  if (written.kind === 'unchanged') return [`${file} says all of this already.`]
  const undoing = `To undo: ${ownCommand()} connect ${name} --undo`
  if (written.kind === 'created') return [`Wrote ${file}, a new file.`, undoing]
  return [`Wrote ${file}; the original is ${shortPath(written.backup, homeDir)}.`, undoing]
}

async function undo(row: AgentRow, path: string | undefined, { context, switches }: Invocation): Promise<number> {
  const { stdout, homeDir } = context
  if (path === undefined) throw new Error(noFile(row, 'There is nothing to undo.'))
  const { kind, edited } = await undoAgent(path, switches.has('force'))
  const file = shortPath(path, homeDir)
  printLines(stdout, [
    kind === 'restored' ? `Put ${file} back to what it was.` : `Removed ${file}, which connect had made.`,
    ...(edited === undefined ? [] : [`The edited file is kept as ${shortPath(edited, homeDir)}.`]),
  ])
  return EXIT.ok
}
