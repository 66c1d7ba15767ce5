import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SimulatedRequest } from '../../src/simulator/simulated-request.ts'
import type { AgentRow, Turn } from './agent-row.ts'
import { connectAgent } from './connect-agent.ts'
import { isolatedEnvironment } from './isolated-environment.ts'
import { CLIENT_TOKENS, type RunRegion } from './models.ts'
import { type Ended, runCommand } from './run-command.ts'
import { type LoggedRequest, startWorld } from './start-world.ts'
import { startTrapProxy } from './trap-proxy.ts'

/** What every agent is asked. */
const PROMPT = 'Say hello.'

/** What came of one prompt. */
export type TurnOutcome = {
  /** How its commands ended, in order; or how connect did, where it failed. */
  readonly ends: readonly Ended[]
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
  const token = CLIENT_TOKENS[region]
  const tokenEnv: Record<string, string> = token === undefined ? {} : { BEDROCK_PROXY_CLIENT_TOKEN: token }
  const world = await startWorld({ region, binary, home: makeFolder(home, 'proxy'), env: tokenEnv })
  const turn = { folder, home, region }
  const startedAt = performance.now()
  try {
    const ends = await drive(row, turn, { binary, url: world.url, trap: trap.url, tokenEnv }).finally(world.stop)
    const durationMs = performance.now() - startedAt
    return { ends, durationMs, arrived: world.arrived, logged: world.logged(), wanted: trap.hosts() }
  } finally {
    trap.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function drive(
  row: AgentRow,
  turn: Turn,
  { binary, url, trap, tokenEnv }: { binary: string; url: string; trap: string; tokenEnv: Record<string, string> },
): Promise<readonly Ended[]> {
  const { large, small } = row.models
  const { home, region } = turn
  const env = { ...isolatedEnvironment({ home, tmp: makeFolder(home, 'tmp'), trap }), ...row.quiet }
  const cwd = makeFolder(home, 'project')
  const choices = { url, region, model: large.id, smallModel: small.id }
  const connected = await connectAgent(row.connectAs ?? row.name, choices, {
    cwd,
    env: { ...env, ...tokenEnv },
    binary,
  })
  if (connected.kind === 'failed') return [connected.ended]
  const ends: Ended[] = []
  for (const command of row.commands(turn, PROMPT)) {
    ends.push(await runCommand(command, { cwd, env: { ...env, ...connected.env }, timeoutMs: COMMAND_TIMEOUT_MS }))
  }
  return ends
}

const COMMAND_TIMEOUT_MS = 180_000

function makeFolder(home: string, name: string): string {
  const path = join(home, name)
  mkdirSync(path)
  return path
}
