import type * as http2 from 'node:http2'
import { UNCOUNTED_MEMORY } from '../http/session-memory.ts'
import { connectSocket, targetOf } from './connect-socket.ts'
import { probeSession } from './probe-session.ts'
import { KEEP_ALIVE_MS } from './upstream-connection.ts'
import { createWayOut, type WayOut } from './way-out.ts'

/** HTTP/2 connections to one endpoint. */
export type UpstreamSessions = {
  /**
   * Opens a stream whose request has a body. The signal resets it, with CANCEL and without an END_STREAM before: Node's
   * `close` would send one. Rejects where no connection can be made, or where the signal came first; what comes later is
   * told by the stream.
   */
  open(headers: http2.OutgoingHttpHeaders, signal: AbortSignal): Promise<http2.ClientHttp2Stream>
  /** Cuts every connection. */
  destroy(): void
}

/**
 * Keeps HTTP/2 connections to one endpoint: one stream at a time on each, so that a lost packet of one conversation does
 * not hold up another; a connection that has fallen idle is used again once it has answered a PING (docs/decisions/0020).
 */
export function createUpstreamSessions(endpoint: URL, wayOut: WayOut = createWayOut()): UpstreamSessions {
  return new SessionPool(endpoint, wayOut)
}

class SessionPool implements UpstreamSessions {
  readonly #all = new Set<http2.ClientHttp2Session>()
  readonly #idle = new Set<http2.ClientHttp2Session>()
  readonly #endpoint: URL
  readonly #wayOut: WayOut
  readonly #stopWatching: () => void
  #isDestroyed = false

  constructor(endpoint: URL, wayOut: WayOut) {
    this.#endpoint = endpoint
    this.#wayOut = wayOut
    this.#stopWatching = wayOut.network.onDoubt(() => {
      for (const session of this.#idle) session.destroy()
    })
  }

  async open(headers: http2.OutgoingHttpHeaders, signal: AbortSignal): Promise<http2.ClientHttp2Stream> {
    this.#wayOut.network.check()
    const session = (await this.#takeIdle()) ?? (await this.#connectSession())
    if (session.destroyed) throw new Error('The connection was cut before the request was sent.')
    session.setTimeout(0)
    if (signal.aborted) this.#giveBack(session)
    signal.throwIfAborted()
    const stream = session.request(headers, { endStream: false, signal })
    const stopProbing = probeSession(session)
    return stream.once('close', () => {
      stopProbing()
      this.#giveBack(session)
    })
  }

  destroy(): void {
    this.#isDestroyed = true
    this.#stopWatching()
    for (const session of this.#all) session.destroy()
  }

  /** The latest first, so that those which are not needed any more run into their timeout. */
  async #takeIdle(): Promise<http2.ClientHttp2Session | undefined> {
    for (let session = last(this.#idle); session; session = last(this.#idle)) {
      this.#idle.delete(session)
      if (await isAlive(session)) return session
      session.destroy()
    }
    return undefined
  }

  /** One that is made while the pool is destroyed is of no use to anybody. */
  async #connectSession(): Promise<http2.ClientHttp2Session> {
    const session = await connectSession(this.#endpoint, this.#wayOut)
    this.#all.add(session)
    session.once('timeout', () => session.destroy()).once('close', () => this.#forget(session))
    if (this.#isDestroyed) session.destroy()
    return session
  }

  #giveBack(session: http2.ClientHttp2Session): void {
    if (session.closed || session.destroyed) return
    this.#idle.add(session)
    session.setTimeout(KEEP_ALIVE_MS)
  }

  #forget(session: http2.ClientHttp2Session): void {
    this.#all.delete(session)
    this.#idle.delete(session)
  }
}

function last<Item>(items: ReadonlySet<Item>): Item | undefined {
  return [...items].at(-1)
}

/** Receive window of a stream and of a connection, as on the listening side. */
const WINDOW_BYTES = 1024 * 1024

async function connectSession(endpoint: URL, wayOut: WayOut): Promise<http2.ClientHttp2Session> {
  // Most proxies never need it: a twentieth of what their start loads.
  const { connect } = await import('node:http2')
  const socket = await connectSocket(targetOf(endpoint, 'h2'), wayOut)
  const settings = { enablePush: false, initialWindowSize: WINDOW_BYTES }
  const session = connect(endpoint.origin, { createConnection: () => socket, settings, ...UNCOUNTED_MEMORY })
  session.once('connect', () => session.destroyed || session.setLocalWindowSize(WINDOW_BYTES))
  // Whatever breaks a session breaks its stream, and that is where it is told.
  return session.on('error', () => undefined)
}

/** An idle connection may have died without a word: a firewall forgot it, or the machine was asleep. */
const PING_TIMEOUT_MS = 1_000

function isAlive(session: http2.ClientHttp2Session): Promise<boolean> {
  return new Promise((resolve) => {
    if (session.closed || session.destroyed) return resolve(false)
    const giveUp = setTimeout(resolve, PING_TIMEOUT_MS, false)
    const isSent = session.ping((error) => {
      clearTimeout(giveUp)
      resolve(!error && !session.closed)
    })
    if (!isSent) resolve(false)
  })
}
