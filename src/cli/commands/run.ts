import { SettingsError } from '../../settings/settings-error.ts'
import type { Invocation } from '../command-row.ts'
import type { AgentRow, Connection } from '../connect/agent-row.ts'
import { withNoProxy } from '../connect/no-proxy.ts'
import { printNotes } from '../print.ts'
import { reportFailure } from '../report-failure.ts'
import { childEnvironment } from '../run/child-environment.ts'
import { connectTo } from '../run/connect-to.ts'
import { findRow } from '../run/find-row.ts'
import { openProxy } from '../run/open-proxy.ts'
import { openRunFolder, type RunFolder, sweepRunFolders } from '../run/run-folder.ts'
import { CommandNotStarted, superviseChild } from '../run/supervise-child.ts'
import { temporarySettings } from '../run/temporary-settings.ts'
import { stateFolder } from '../state-folder.ts'

/**
 * Starts a proxy, or finds the one that runs, and a command that is pointed at it; ends with it, and with its exit code.
 * @throws SettingsError, ProxyStartError, and Error where no proxy is ready or the agent cannot be pointed at one
 */
export async function run(invocation: Invocation): Promise<number> {
  const { context, operands = [] } = invocation
  context.outliveReaders()
  const [file, ...args] = operands
  if (file === undefined) throw new SettingsError(['run: name the COMMAND to start, after --'])
  const row = findRow(file, context.ownCommand())
  await sweepRunFolders(stateFolder(context), context.ownProcess)
  const proxy = await openProxy(invocation)
  context.letHeapGrow()
  try {
    const connection = await connectTo(proxy, row, invocation)
    return await startBehind(connection, row, { file, args }, invocation)
  } finally {
    await proxy.close()
  }
}

type CommandLine = { readonly file: string; readonly args: readonly string[] }

async function startBehind(
  connection: Connection,
  row: AgentRow,
  { file, args }: CommandLine,
  { context, switches }: Invocation,
): Promise<number> {
  let folder: RunFolder | undefined
  const makeFolder = async () => {
    folder = await openRunFolder(stateFolder(context), context.ownProcess)
    context.ownProcess.onExit(folder.remove)
    return folder.path
  }
  try {
    const temporary = await temporarySettings(row, connection, context, makeFolder)
    const { set, unset } = variablesOf(row, connection)
    const keepsCredentials = switches.has('keep-aws-credentials')
    const wanted = { set: { ...set, ...temporary.env }, unset, token: connection.token, keepsCredentials }
    const { env, taken } = childEnvironment(context.env, wanted)
    if (taken.length > 0) {
      printNotes(context, [`${file} is started without ${taken.join(', ')}; --keep-aws-credentials leaves them.`])
    }
    return await superviseChild(
      { file, args: [...temporary.flags, ...args], env, cwd: context.cwd },
      context.ownProcess,
    )
  } catch (error) {
    if (!(error instanceof CommandNotStarted)) throw error
    reportFailure(error, context)
    return error.exitCode
  } finally {
    folder?.remove()
  }
}

/** What the agent's row prints; for an agent that has a file, what belongs beside it. */
function variablesOf({ env, unset, file }: AgentRow, connection: Connection) {
  const way = env ? { env, unset } : { env: file?.env, unset: file?.unset }
  return {
    set: withNoProxy(way.env?.(connection) ?? {}, connection.url),
    unset: way.unset?.(connection) ?? [],
  }
}
