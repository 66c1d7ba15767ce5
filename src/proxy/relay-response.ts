import type { ServerResponse } from 'node:http'
import { type Http2ServerResponse, constants as http2 } from 'node:http2'
import { hasClientLeft } from '../http/client-presence.ts'
import type { OutgoingResponse } from '../http/dual-server.ts'
import { endToEndResponseHeaders, headerObject } from '../http/end-to-end-headers.ts'
import { FrameBoundary } from '../http/frame-boundary.ts'
import { exceptionFrame } from './exception-frame.ts'
import type { ResponseSink, UpstreamResponse } from './upstream-response.ts'

/** How a response came to its end. */
export type Relayed = {
  readonly ending: 'complete' | 'upstream-broke' | 'client-left'
  readonly bytes: number
  /** Time of the first body byte by `performance.now()`; undefined for an empty body. */
  readonly firstByteAt: number | undefined
}

const EVENT_STREAM = 'application/vnd.amazon.eventstream'

/**
 * Relays status, end-to-end headers and bytes as they come. A slow reader pauses the upstream. An upstream that breaks
 * off is made visible: an exception frame where an event stream stands between two frames, else a reset, never a clean end.
 */
export function relayResponse(
  upstream: UpstreamResponse,
  response: OutgoingResponse,
  ownHeaders: readonly string[],
  idleTimeoutMs: number,
): Promise<Relayed> {
  const headers = [...endToEndResponseHeaders(upstream.headers), ...ownHeaders]
  writeHead(response, upstream, headers)
  return new Promise((resolve) => {
    const relay = new Relay(upstream, response, headerValue(headers, 'content-type'), idleTimeoutMs, resolve)
    upstream.pipeTo(relay)
    flushHead(response)
  })
}

function writeHead(response: OutgoingResponse, { status, statusText }: UpstreamResponse, headers: string[]): void {
  response.sendDate = false
  if ('stream' in response) response.writeHead(status, headerObject(headers))
  else response.writeHead(status, statusText, headers)
}

/** HTTP/2 sends the head at once; HTTP/1.1 would keep it back until the first chunk of a stream. */
function flushHead(response: OutgoingResponse): void {
  if (!('stream' in response) && !response.hasHeader('content-length')) response.flushHeaders()
}

function headerValue(flat: readonly string[], name: string): string {
  const i = flat.findIndex((candidate, at) => at % 2 === 0 && candidate.toLowerCase() === name)
  return i === -1 ? '' : (flat[i + 1] ?? '')
}

class Relay implements ResponseSink {
  #bytes = 0
  #firstByteAt: number | undefined
  #isSettled = false
  readonly #frames: FrameBoundary | undefined
  #stalled: NodeJS.Timeout | undefined

  constructor(
    private readonly upstream: UpstreamResponse,
    private readonly response: OutgoingResponse,
    contentType: string,
    private readonly idleTimeoutMs: number,
    private readonly onSettled: (relayed: Relayed) => void,
  ) {
    if (contentType.startsWith(EVENT_STREAM)) this.#frames = new FrameBoundary()
    response.once('close', () => this.#settle('client-left'))
  }

  data(chunk: Buffer): boolean {
    if (this.#isSettled) return true
    this.#firstByteAt ??= performance.now()
    this.#bytes += chunk.length
    this.#frames?.feed(chunk)
    if (write(this.response, chunk)) return true
    this.#stalled = setTimeout(() => breakOff(this.response), this.idleTimeoutMs)
    this.response.once('drain', this.#onDrain)
    return false
  }

  end(): void {
    if (this.#frames && !this.#frames.isBetweenFrames) {
      this.fail()
      return
    }
    if (this.#settle('complete')) this.response.end()
  }

  fail(): void {
    if (!this.#settle(hasClientLeft(this.response) ? 'client-left' : 'upstream-broke')) return
    if (this.#frames?.isBetweenFrames) this.response.end(exceptionFrame(BROKEN_STREAM))
    else breakOff(this.response)
  }

  readonly #onDrain = (): void => {
    clearTimeout(this.#stalled)
    this.upstream.resume()
  }

  /** The first ending counts; the ones that follow from it do not. */
  #settle(ending: Relayed['ending']): boolean {
    if (this.#isSettled) return false
    this.#isSettled = true
    clearTimeout(this.#stalled)
    this.onSettled({ ending, bytes: this.#bytes, firstByteAt: this.#firstByteAt })
    return true
  }
}

/** The two kinds of response declare `write` in ways that TypeScript does not unite. */
function write(response: OutgoingResponse, chunk: Buffer): boolean {
  return 'stream' in response ? response.write(chunk) : response.write(chunk)
}

const BROKEN_STREAM = 'Bedrock broke the stream off before it was complete. Send the request again.'

/** Ends a response so that no client takes it for complete, after the bytes that are already on their way. */
function breakOff(response: OutgoingResponse): void {
  if ('stream' in response) breakHttp2(response)
  else breakHttp1(response)
}

/** `destroy` would look like a clean end to the client. */
function breakHttp2({ stream }: Http2ServerResponse): void {
  stream?.close(http2.NGHTTP2_INTERNAL_ERROR)
}

/** Without chunks or a length, the end of the connection is the end of the body, and only a reset can be told from it. */
function breakHttp1(response: ServerResponse): void {
  const isFramed = response.chunkedEncoding || response.hasHeader('content-length')
  if (isFramed) response.socket?.destroySoon()
  else response.socket?.resetAndDestroy()
}
