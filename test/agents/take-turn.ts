import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import type { SimulatedRequest } from '../../src/simulator/simulated-request.ts'
import type { AgentRow, Turn } from './agent-row.ts'
import { connectAgent } from './connect-agent.ts'
import type { RunRegion } from './models.ts'
import { type Ended, runCommand } from './run-command.ts'
import { type LoggedRequest, startWorld } from './start-world.ts'
import { startTrapProxy } from './trap-proxy.ts'

/** What is asked of every agent. */
export const PROMPT = 'Say hello.'

/** What came of one prompt. */
export type TurnOutcome = {
  readonly ended: Ended
  readonly arrived: readonly SimulatedRequest[]
  readonly logged: readonly LoggedRequest[]
  /** Hosts that the agent wanted to reach besides the proxy, and could not. */
  readonly wanted: readonly string[]
  readonly durationMs: number
}

/** Lets an installed agent answer one prompt in a HOME of its own, through the built proxy, to a simulated Bedrock. */
export async function takeTurn(
  row: AgentRow,
  { folder, region, binary }: { folder: string; region: RunRegion; binary: string },
): Promise<TurnOutcome> {
  const home = mkdtempSync(join(tmpdir(), `${row.name}-home-`))
  const trap = await startTrapProxy()
  const world = await startWorld(region, binary, makeFolder(home, 'proxy'))
  const turn = { folder, home, region }
  const startedAt = performance.now()
  try {
    const ended = await drive(row, turn, { binary, url: world.url, trap: trap.url }).finally(world.stop)
    const durationMs = performance.now() - startedAt
    return { ended, durationMs, arrived: world.arrived, logged: world.logged(), wanted: trap.hosts() }
  } finally {
    trap.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function drive(
  row: AgentRow,
  turn: Turn,
  { binary, url, trap }: { binary: string; url: string; trap: string },
): Promise<Ended> {
  const { large, small } = row.models
  const env = { ...isolated(turn.home, trap), ...row.quiet }
  const cwd = makeFolder(turn.home, 'project')
  const choices = { url, region: turn.region, model: large.id, smallModel: small.id }
  const connected = await connectAgent(row.connectAs ?? row.name, choices, { cwd, env, binary })
  const command = row.command(turn, PROMPT)
  return runCommand(command, { cwd, env: { ...env, ...connected }, timeoutMs: TURN_TIMEOUT_MS })
}

const TURN_TIMEOUT_MS = 180_000

/** The whole environment of an agent: nothing of the user's, and no way out. */
function isolated(home: string, trap: string): Record<string, string> {
  return {
    HOME: home,
    TMPDIR: makeFolder(home, 'tmp'),
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    NO_COLOR: '1',
    CI: 'true',
    DO_NOT_TRACK: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
    HTTP_PROXY: trap,
    HTTPS_PROXY: trap,
    ALL_PROXY: trap,
    http_proxy: trap,
    https_proxy: trap,
    NO_PROXY: '127.0.0.1,localhost',
    no_proxy: '127.0.0.1,localhost',
  }
}

function makeFolder(home: string, name: string): string {
  const path = join(home, name)
  mkdirSync(path)
  return path
}
