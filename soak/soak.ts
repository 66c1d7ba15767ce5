import { setTimeout as pause } from 'node:timers/promises'
import { openTemporaryFolder } from '../bench/temporary-folder.ts'
import { catalogFromSnapshot, loadSnapshot } from '../src/catalog/load-snapshot.ts'
import { type Simulator, startSimulator } from '../src/simulator/start-simulator.ts'
import { driveTraffic } from './drive-traffic.ts'
import type { SoakFigures } from './figures.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { openSockets } from './open-sockets.ts'
import type { SoakOptions } from './parse-options.ts'
import { sampleMemory } from './sample-memory.ts'
import { type SoakedProxy, startSoakedProxy } from './soaked-proxy.ts'

export type Soak = SoakOptions & {
  /** The compiled `main.js` of the proxy. */
  readonly main: string
  /** How long the proxy rests before its memory is judged; five seconds unless told. */
  readonly restMs?: number
  /** Told what goes on. */
  readonly tell: (line: string) => void
}

/** Node gives memory back by and by. */
const REST_MS = 5_000

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }

/** Runs the built proxy between a simulated Bedrock and mixed traffic, all on loopback, and stops by itself. */
export async function soak(options: Soak): Promise<SoakFigures> {
  const folder = openTemporaryFolder()
  const ledger = createLedger()
  const upstream = await startUpstream(ledger)
  const place = { main: options.main, upstream: upstream.url, folder: folder.path, credentials: CREDENTIALS }
  try {
    const proxy = await startSoakedProxy(place)
    return await observe(proxy, upstream, ledger, options).finally(proxy.kill)
  } finally {
    await upstream.close()
    folder.remove()
  }
}

async function observe(
  proxy: SoakedProxy,
  upstream: Simulator,
  ledger: Ledger,
  { seconds, parallel, restMs = REST_MS, tell }: Soak,
): Promise<SoakFigures> {
  tell(`${parallel} requests at a time for ${seconds} seconds …`)
  const driven = await drive(proxy, { ledger, seconds, parallel })
  tell('The traffic has ended. Looking at what is left …')
  const left = await lookAtRest(proxy, upstream, restMs)
  const exit = await proxy.terminate()
  const sockets = { driven: driven.sockets, ...left.sockets }
  const memory = { driven: driven.memory, rested: left.memory }
  const said = { warnings: proxy.warnings, internalErrors: proxy.internalErrors() }
  return { ...ledger.figures(), seconds, parallel, memory, sockets, openStreams: left.openStreams, ...said, ...exit }
}

/** Slow enough that streams are many at a time, and that clients leave in the middle. */
const CHUNK_DELAY_MS = 5

function startUpstream(ledger: Ledger): Promise<Simulator> {
  const region = 'eu-central-1'
  const catalog = catalogFromSnapshot(loadSnapshot(), region)
  const { arrived: faultOf } = ledger
  const options = { faultOf, maxKeptRequests: 0, chunkDelayMs: CHUNK_DELAY_MS }
  return startSimulator({ region, catalog, credentials: CREDENTIALS, strictness: 'lenient', ...options })
}

type Load = { readonly ledger: Ledger; readonly seconds: number; readonly parallel: number }

async function drive(
  { url, pid }: SoakedProxy,
  load: Load,
): Promise<{ memory: number[]; sockets: number | undefined }> {
  const memory = sampleMemory(pid)
  const counts: number[] = []
  const counting = setInterval(() => counts.push(openSockets(pid)?.length ?? 0), 1_000)
  try {
    await driveTraffic({ url, ...load })
  } finally {
    clearInterval(counting)
  }
  return { memory: memory.stop(), sockets: openSockets(pid) && Math.max(...counts) }
}

async function lookAtRest({ url, pid }: SoakedProxy, upstream: Simulator, restMs: number) {
  const ofClients = () =>
    openSockets(pid)?.filter((one) => one.localPort === Number(url.port) && !one.isListening).length
  const others = () => openSockets(pid)?.filter((one) => !one.isListening).length
  const downstream = await untilNone(ofClients)
  const memory = sampleMemory(pid)
  await pause(restMs)
  const rested = memory.stop().slice(-8)
  const openStreams = await openStreamsOf(url)
  const keptUpstream = others()
  await upstream.close()
  return { memory: rested, openStreams, sockets: { downstream, keptUpstream, last: await untilNone(others) } }
}

const GONE_AFTER_MS = 10_000
const LOOK_EVERY_MS = 50

/** Waits a while for a count to come down to zero; what it is then, or undefined where nobody counts. */
async function untilNone(count: () => number | undefined): Promise<number | undefined> {
  const until = performance.now() + GONE_AFTER_MS
  while ((count() ?? 0) > 0 && performance.now() < until) await pause(LOOK_EVERY_MS)
  return count()
}

/** A proxy that is gone tells nothing, which breaks a promise like any other figure. */
async function openStreamsOf(url: URL): Promise<number | undefined> {
  const page = await fetch(new URL('/metrics', url), { headers: { connection: 'close' } }).catch(() => undefined)
  const [, value] = /^bedrock_proxy_open_streams (\d+)$/m.exec((await page?.text()) ?? '') ?? []
  return value === undefined ? undefined : Number(value)
}
