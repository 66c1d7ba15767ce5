import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import { type RunningProxy, startProxy } from '../../app.ts'
import type { Settings } from '../../settings/settings.ts'
import type { CliContext } from '../cli-context.ts'
import type { Invocation } from '../command-row.ts'
import { shortPath } from '../connect/agent-path.ts'
import { loadForCommand } from '../load-for-command.ts'
import { printNotes } from '../print.ts'
import { type SimulatedBedrock, startSimulation } from '../simulated-bedrock.ts'
import { stateFolder } from '../state-folder.ts'
import { findRunningProxy } from './find-running-proxy.ts'
import { openRunLog } from './run-log.ts'
import type { RunProxy } from './run-proxy.ts'

/**
 * Starts a proxy of the run's own, on loopback and with a client token that nobody else knows, and waits until it is ready;
 * with `--use-running` finds the one that listens.
 * @throws SettingsError, ProxyStartError, and Error where it is not there, not ready, or wants another token
 */
export async function openProxy(invocation: Invocation): Promise<RunProxy> {
  const { settings } = await loadForCommand(invocation, false)
  if (invocation.switches.has('use-running')) return findRunningProxy(settings)
  const token = randomBytes(TOKEN_BYTES).toString('hex')
  const { context, options } = invocation
  const simulated = await startSimulation(settings, options.simulate)
  const proxy = await start(settingsOfRun(settings, token, invocation), simulated, context).catch(
    async (error: Error) => {
      await simulated?.close()
      throw error
    },
  )
  const close = async () => {
    await proxy.destroy()
    await simulated?.close()
  }
  await proxy.ready().catch(async (error: Error) => {
    await close()
    throw new Error(`The proxy is not ready: ${error.message}`, { cause: error })
  })
  return { url: proxy.url, region: settings.region, token, settings, isAwsAsked: !simulated, close }
}

/** 192 bits, as `connect --new-token` makes them. */
const TOKEN_BYTES = 24

/** A Bedrock API key that the child may keep is one that it will show, so it is as good as the token. */
function settingsOfRun(settings: Settings, token: string, { context, flags, switches }: Invocation): Settings {
  const { socket: _, ...rest } = settings
  const kept = switches.has('keep-aws-credentials') ? context.env.AWS_BEARER_TOKEN_BEDROCK : undefined
  const clientToken = [token, ...(kept ? [kept] : [])].map((one) => ({ name: 'run', token: one }))
  return { ...rest, host: '127.0.0.1', port: flags.port === undefined ? 0 : settings.port, clientToken }
}

async function start(
  settings: Settings,
  simulated: SimulatedBedrock | undefined,
  context: CliContext,
): Promise<RunningProxy> {
  const { env, homeDir, userId } = context
  const behind = simulated ? { simulated } : { home: { homeDir, userId } }
  const logTo = await openLog(context)
  return startProxy({ settings, env, logTo, useColor: false, isForOneProgram: true, ...behind })
}

/** A log that cannot be written is no reason not to start. */
async function openLog(context: CliContext): Promise<Writable> {
  const { homeDir, now, ownProcess } = context
  try {
    const { path, stream } = await openRunLog(stateFolder(context), { startedAt: now(), pid: ownProcess.pid })
    printNotes(context, [`The proxy's log is ${shortPath(path, homeDir)}.`])
    return stream
  } catch (error) {
    printNotes(context, [`There is no log: ${error instanceof Error ? error.message : String(error)}`])
    return new Writable({ write: (_chunk, _encoding, done) => done() })
  }
}
