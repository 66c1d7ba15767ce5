import type { ProxyError } from '../bedrock/errors.ts'
import { hasClientLeft } from '../http/client-presence.ts'
import type { OutgoingResponse } from '../http/dual-server.ts'
import { endToEndResponseHeaders, headerObject } from '../http/end-to-end-headers.ts'
import { EVENT_STREAM, mediaTypeOf } from '../http/event-stream-codec.ts'
import { type FrameListener, FrameScanner } from '../http/frame-scanner.ts'
import { startsAsHtml } from '../http/html-page.ts'
import { resetResponse } from '../http/reset-response.ts'
import { sendHead } from '../http/send-head.ts'
import { watchReader } from '../http/watch-reader.ts'
import type { Admission } from './admission.ts'
import { cutFrame, htmlPage, lastFrame, readBreak } from './broken-stream.ts'
import type { ResponseSink, UpstreamResponse } from './exchange.ts'
import { discardBody } from './lanes/peek-body.ts'

/** How a response came to its end. */
export type Relayed = {
  readonly ending: 'complete' | 'upstream-broke' | 'client-left' | 'answered-here'
  readonly bytes: number
  /** Time of the first body byte by `performance.now()`; undefined for an empty body. */
  readonly firstByteAt: number | undefined
  /** Why it is not complete, in one word; absent where it is, and where the client left of its own accord. */
  readonly brokenBy?: string
  /** The error of ours that ended it. */
  readonly error?: ProxyError
  /** What lies behind it. */
  readonly cause?: unknown
}

/** Looks at the bytes of an answer, each chunk after it has gone on to the client. It must not throw. */
export type Onlooker = {
  readonly onChunk?: (chunk: Buffer) => void
  /** Told of the frames of an event stream. */
  readonly frames?: FrameListener | undefined
}

/** Who is told of what while an answer is relayed. */
export type Watchers = {
  /** When the client has to read before anything goes on, and when it has. */
  readonly reader?: Pick<Admission, 'awaitClient' | 'goOn'>
  readonly onlooker?: Onlooker
}

/**
 * Relays status, end-to-end headers and bytes as they come. A slow reader pauses the upstream. An upstream that breaks
 * off is made visible: an exception frame where an event stream stands between two frames, else a reset, never a clean
 * end. Waits for nothing where all of the answer has come. Throws where the head cannot be sent on; then nothing has been sent.
 */
export function relayResponse(
  upstream: UpstreamResponse,
  response: OutgoingResponse,
  ownHeaders: readonly string[],
  idleTimeoutMs: number,
  watchers: Watchers = {},
): Relayed | Promise<Relayed> {
  writeHead(response, upstream, endToEndResponseHeaders(upstream.headers, ownHeaders))
  const relay = new Relay(upstream, response, idleTimeoutMs, watchers)
  upstream.pipeTo(relay)
  if (!relay.hasLength) sendHead(response)
  return relay.relayed()
}

/** Node throws on a head that it would not send, such as a status that HTTP/2 does not know. */
function writeHead(response: OutgoingResponse, upstream: UpstreamResponse, headers: string[]): void {
  const { status, statusText } = upstream
  response.sendDate = false
  try {
    if ('stream' in response) response.writeHead(status, headerObject(headers))
    else response.writeHead(status, REASON_PHRASE.test(statusText) ? statusText : '', headers)
  } catch (error) {
    discardBody(upstream)
    throw error
  }
}

/** RFC 9112 §4. Node's own parser lets more through than Node sends. */
const REASON_PHRASE = /^[\x20-\x7e\x80-\xff]*$/

class Relay implements ResponseSink {
  #bytes = 0
  #firstByteAt: number | undefined
  #relayed: Relayed | undefined
  /** There while somebody waits for the end. */
  #onSettled: ((relayed: Relayed) => void) | undefined
  readonly #upstream: UpstreamResponse
  readonly #response: OutgoingResponse
  readonly #idleTimeoutMs: number
  readonly #reader: Watchers['reader']
  readonly #onlooker: Onlooker | undefined
  readonly #frames: FrameScanner | undefined
  /** Asked of the upstream, because Node's `hasHeader` does not know what `writeHead` was given. */
  readonly hasLength: boolean
  /** There while the client has to read before anything goes on. */
  #stopWatching: (() => void) | undefined

  constructor(
    upstream: UpstreamResponse,
    response: OutgoingResponse,
    idleTimeoutMs: number,
    { reader, onlooker }: Watchers,
  ) {
    this.#upstream = upstream
    this.#response = response
    this.#idleTimeoutMs = idleTimeoutMs
    this.#reader = reader
    this.#onlooker = onlooker
    if (mediaTypeOf(upstream.header('content-type')) === EVENT_STREAM) this.#frames = new FrameScanner(onlooker?.frames)
    this.hasLength = upstream.header('content-length') !== undefined
  }

  /** How it came to its end, where it has. To be called in the turn in which the body was handed over. */
  relayed(): Relayed | Promise<Relayed> {
    if (hasClientLeft(this.#response)) this.#closed()
    else if (!this.#relayed || this.#stopWatching) this.#response.on('close', () => this.#closed())
    if (this.#relayed) return this.#relayed
    return new Promise((resolve) => {
      this.#onSettled = resolve
    })
  }

  data(chunk: Buffer): boolean {
    // Not a byte of a page goes on as if it were Bedrock's.
    if (this.#bytes === 0 && startsAsHtml(chunk)) this.fail(htmlPage())
    if (this.#relayed) return true
    this.#firstByteAt ??= performance.now()
    this.#bytes += chunk.length
    const wantsMore = write(this.#response, chunk)
    this.#frames?.feed(chunk)
    this.#onlooker?.onChunk?.(chunk)
    // A client that has left takes nothing, and will never say that it has room again.
    if (wantsMore || hasClientLeft(this.#response)) return true
    this.#awaitDrain()
    return false
  }

  end(): void {
    if (this.#frames && !this.#frames.isBetweenFrames) this.fail(cutFrame())
    else if (this.#settle('complete')) this.#response.end()
  }

  fail(cause: Error): void {
    // Whoever has left has ended it, whatever follows from that.
    if (hasClientLeft(this.#response)) this.#closed()
    const broken = readBreak(cause)
    const { why: brokenBy, error, isOurs } = broken
    if (!this.#settle(isOurs ? 'answered-here' : 'upstream-broke', { brokenBy, cause, ...(error && { error }) })) return
    if (this.#frames?.isBetweenFrames && !this.hasLength) this.#response.end(lastFrame(broken))
    else breakOff(this.#response, this.hasLength)
  }

  /** Bytes may wait for the client long after the upstream is done; only now nobody waits any more. */
  #closed(): void {
    this.#stopWatching?.()
    this.#settle('client-left')
  }

  /** Several chunks of one socket read may come before the upstream pauses; they wait for the same drain. */
  #awaitDrain(): void {
    if (this.#stopWatching) return
    const letGo = () => {
      this.#settle('client-left', { brokenBy: 'client-stalled' })
      resetResponse(this.#response)
    }
    this.#stopWatching = watchReader(this.#response, this.#idleTimeoutMs, letGo)
    this.#reader?.awaitClient(letGo)
    this.#response.once('drain', () => this.#drained())
  }

  #drained(): void {
    this.#stopWatching?.()
    this.#stopWatching = undefined
    this.#reader?.goOn()
    this.#upstream.resume()
  }

  /** The first ending counts; the ones that follow from it do not. */
  #settle(ending: Relayed['ending'], why?: Pick<Relayed, 'brokenBy' | 'error' | 'cause'>): boolean {
    if (this.#relayed) return false
    this.#relayed = { ending, bytes: this.#bytes, firstByteAt: this.#firstByteAt, ...why }
    this.#onSettled?.(this.#relayed)
    return true
  }
}

/** The two kinds of response declare `write` in ways that TypeScript does not unite. */
function write(response: OutgoingResponse, chunk: Buffer): boolean {
  return 'stream' in response ? response.write(chunk) : response.write(chunk)
}

/** Ends a response so that no client takes it for complete, after the bytes that are already on their way. */
function breakOff(response: OutgoingResponse, hasLength: boolean): void {
  if ('stream' in response || !(response.chunkedEncoding || hasLength)) resetResponse(response)
  else {
    // It may break while its body is handed over, and newer Nodes keep chunks back in the response until the turn is over.
    if (!hasLength) sendHead(response)
    response.uncork()
    response.socket?.destroySoon()
  }
}
