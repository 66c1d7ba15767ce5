import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { startSimulatedBedrock } from '../../src/cli/simulated-bedrock.ts'
import type { SimulatedRequest } from '../../src/simulator/simulated-request.ts'

/** A request as the proxy's log tells of it: what the client named and what went upstream. */
export type LoggedRequest = {
  readonly operation: string
  readonly status: number
  readonly requestedModel?: string
  readonly sentModel?: string
  /** What the proxy took out of it, after Bedrock had refused that. */
  readonly repaired?: readonly string[]
}

/** The built proxy, as a process of its own, in front of a simulated Bedrock of one Region. */
export type World = {
  readonly url: string
  /** What arrived at Bedrock, in order. */
  readonly arrived: readonly SimulatedRequest[]
  /** What the proxy has logged of its requests; whole when it has stopped. */
  readonly logged: () => readonly LoggedRequest[]
  /** Aborts where the proxy ends before it is stopped; the reason is an error with its last words. */
  readonly died: AbortSignal
  stop(): Promise<void>
}

/** How the proxy is started. */
export type WorldOptions = {
  readonly region: string
  /** The built `dist/main.js`. */
  readonly binary: string
  /** A folder of its own, so that nothing of the user's is read. */
  readonly home: string
  /** Further variables. */
  readonly env: Readonly<Record<string, string>>
}

/**
 * Starts both.
 * @throws Error where the proxy dies before it listens
 */
export async function startWorld({ region, binary, home, env }: WorldOptions): Promise<World> {
  const bedrock = await startSimulatedBedrock(region)
  const { credentials, endpoint, requests } = bedrock
  const child = spawn(process.execPath, [binary, ...SERVE, '--region', region], {
    cwd: home,
    env: {
      ...env,
      HOME: home,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      BEDROCK_PROXY_RUNTIME_ENDPOINT: endpoint.origin,
      BEDROCK_PROXY_CONTROL_PLANE_ENDPOINT: endpoint.origin,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  const lines: string[] = []
  createInterface(child.stderr).on('line', (line) => lines.push(line))
  const death = new AbortController()
  child.once('close', (code) => death.abort(new Error(`The proxy died (${code}). ${lines.slice(-3).join('\n')}`)))
  const told = await firstLine(child.stdout, death.signal).catch(async (error) => {
    await bedrock.close()
    throw error
  })
  return {
    url: JSON.parse(told).url,
    died: death.signal,
    arrived: requests,
    logged: () => lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request'),
    async stop() {
      child.kill('SIGTERM')
      await ended
      await bedrock.close()
    },
  }
}

async function firstLine(stream: Readable, died: AbortSignal): Promise<string> {
  try {
    const [line]: string[] = await once(createInterface(stream), 'line', { signal: died })
    return line ?? ''
  } catch (error) {
    throw died.reason ?? error
  }
}

const SERVE = ['serve', '--json', '--port', '0', '--discovery', 'live', '--log-format', 'json']
