import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** The built proxy under the soak, as a user would run it. */
export type SoakedProxy = {
  readonly url: URL
  readonly pid: number
  /** What it said on standard error beside its log lines, such as warnings of Node; the first ten. */
  readonly warnings: readonly string[]
  /** How many log lines told of an error that nobody foresaw. */
  readonly internalErrors: () => number
  /** Sends SIGTERM; resolves to the exit code and how long it took, `undefined` where it had to be killed. */
  terminate(): Promise<{ exitCode: number | undefined; exitMs: number }>
  /** Ends it at once, whatever it does. */
  kill(): void
}

export type ProxyPlace = {
  /** The compiled `main.js`. */
  readonly main: string
  readonly upstream: string
  /** Its home and working directory. */
  readonly folder: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

/** Starts the proxy in front of an upstream on loopback. Rejects where it ends before it listens. */
export async function startSoakedProxy({ main, upstream, folder, credentials }: ProxyPlace): Promise<SoakedProxy> {
  const endpoints = ['--runtime-endpoint', upstream, '--control-plane-endpoint', upstream]
  const settings = ['--port', '0', '--region', 'eu-central-1', '--discovery', 'off', '--log-format', 'json']
  const { accessKeyId, secretAccessKey } = credentials
  const env = { HOME: folder, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
  const child = spawn(process.execPath, [main, 'serve', ...endpoints, ...settings], {
    cwd: folder,
    env: { ...env, AWS_EC2_METADATA_DISABLED: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const heard = listenTo(child)
  return {
    url: await printedUrl(child),
    pid: child.pid ?? 0,
    ...heard,
    terminate: () => terminate(child),
    kill: () => void child.kill('SIGKILL'),
  }
}

const MAX_WARNINGS = 10

function listenTo({ stderr }: ChildProcess): Pick<SoakedProxy, 'warnings' | 'internalErrors'> {
  const warnings: string[] = []
  let internalErrors = 0
  if (!stderr) throw new Error('The proxy has no standard error.')
  createInterface({ input: stderr }).on('line', (line) => {
    if (line.includes('"error":"internal"')) internalErrors++
    if (!line.startsWith('{') && warnings.length < MAX_WARNINGS) warnings.push(line)
  })
  return { warnings, internalErrors: () => internalErrors }
}

function printedUrl(child: ChildProcess): Promise<URL> {
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', () => reject(new Error('The proxy ended before it listened.')))
    child.stdout?.on('data', (chunk: Buffer) => {
      const [url] = /http:\/\/127\.0\.0\.1:\d+(?=\s)/.exec(chunk.toString()) ?? []
      if (url) resolve(new URL(url))
    })
  })
}

const KILL_AFTER_MS = 40_000

async function terminate(child: ChildProcess): Promise<{ exitCode: number | undefined; exitMs: number }> {
  const startedAt = performance.now()
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
  const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
  child.kill('SIGTERM')
  await ended
  clearTimeout(timer)
  return { exitCode: child.exitCode ?? undefined, exitMs: performance.now() - startedAt }
}
