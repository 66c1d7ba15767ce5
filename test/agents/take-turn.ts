import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SimulatedRequest } from '../../src/simulator/simulated-request.ts'
import type { AgentRow, Turn } from './agent-row.ts'
import { type Connected, connectAgent } from './connect-agent.ts'
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

/**
 * Lets an installed agent answer one prompt in a HOME of its own, through the built proxy, to a simulated Bedrock.
 * @throws Error where the proxy dies
 */
export async function takeTurn(
  row: AgentRow,
  { folder, region, binary }: { folder: string; region: RunRegion; binary: string },
): Promise<TurnOutcome> {
  const home = mkdtempSync(join(tmpdir(), `${row.name}-home-`))
  const trap = await startTrapProxy()
  const token = CLIENT_TOKENS[region]
  const tokenEnv: Record<string, string> = token === undefined ? {} : { BEDROCK_PROXY_CLIENT_TOKEN: token }
  const world = await startWorld({ region, binary, home: makeFolder(home, 'proxy'), env: tokenEnv })
  const turn = { folder, home, region, url: world.url, token }
  const startedAt = performance.now()
  try {
    const ends = await drive(row, turn, { binary, trap: trap.url, tokenEnv, died: world.died })
    const durationMs = performance.now() - startedAt
    world.died.throwIfAborted()
    await world.stop()
    return { ends, durationMs, arrived: world.arrived, logged: world.logged(), wanted: trap.hosts() }
  } finally {
    await world.stop()
    trap.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  }
}

type Driving = {
  readonly binary: string
  readonly trap: string
  readonly tokenEnv: Record<string, string>
  readonly died: AbortSignal
}

async function drive(row: AgentRow, turn: Turn, driving: Driving): Promise<readonly Ended[]> {
  const { home } = turn
  const cwd = makeFolder(home, 'project')
  const env = { ...isolatedEnvironment({ home, tmp: makeFolder(home, 'tmp'), trap: driving.trap }), ...row.quiet }
  const connected = await pointAt(row, turn, { ...driving, cwd, env })
  if (connected.kind === 'failed') return [connected.ended]
  const ends: Ended[] = []
  const options = { cwd, env: { ...env, ...connected.env }, timeoutMs: COMMAND_TIMEOUT_MS, signal: driving.died }
  for (const command of commandsOf(row, turn)) {
    if (!driving.died.aborted) ends.push(await runCommand(command, options))
  }
  return ends
}

async function pointAt(
  { name, connectAs, models, byHand }: AgentRow,
  turn: Turn,
  { cwd, env, binary, tokenEnv }: Driving & { readonly cwd: string; readonly env: Record<string, string> },
): Promise<Connected> {
  if (byHand) return { kind: 'connected', env: byHand(turn) }
  const { url, region } = turn
  const choices = { url, region, model: models.large.id, smallModel: models.small.id }
  return connectAgent(connectAs ?? name, choices, { cwd, env: { ...env, ...tokenEnv }, binary })
}

function commandsOf({ commands, toolCall }: AgentRow, turn: Turn) {
  if (!toolCall) return commands(turn, PROMPT)
  const { tool, input, command } = toolCall
  return [...commands(turn, PROMPT), command(turn, `Call the tool ${tool} with ${JSON.stringify(input)}.`)]
}

const COMMAND_TIMEOUT_MS = 180_000

function makeFolder(home: string, name: string): string {
  const path = join(home, name)
  mkdirSync(path)
  return path
}
