import type { ResponseSink, UpstreamResponse } from '../exchange.ts'
import { Handover } from './handover.ts'
import { wrapResponse } from './wrap-response.ts'

/** A response whose body has been looked into, and what it says; the response still has every byte of it. */
export type Peeked = { readonly response: UpstreamResponse; readonly text: string }

/**
 * Reads the beginning of a body, at most about `maxBytes`, and keeps it for whoever takes the response later. An upstream
 * that sends more is paused until then. Waits for nothing where all of it has come. To be called in the turn in which the head
 * was received.
 */
export function peekBody(response: UpstreamResponse, maxBytes: number): Peeked | Promise<Peeked> {
  const whole = response.whole?.()
  if (whole) return { response, text: textOf(whole) }
  return new Promise((resolve) => {
    const body = new HeldBody(response, maxBytes, (text) => resolve({ response: body.response, text }))
    response.pipeTo(body)
  })
}

/** Keeps a body for whoever takes it in a later turn; its upstream is paused after the first chunk. */
export function holdBody(response: UpstreamResponse): UpstreamResponse {
  const body = new HeldBody(response, 0, () => undefined)
  response.pipeTo(body)
  return body.response
}

/** Lets the rest of a response go by unread, so that its connection can be used again. */
export function discardBody(response: UpstreamResponse): void {
  response.pipeTo({ data: () => true, end: () => undefined, fail: () => undefined })
}

/** The beginning of a body, and from its release on everything that follows. */
class HeldBody implements ResponseSink {
  /** The same response, which gives the body out. */
  readonly response: UpstreamResponse
  readonly #upstream: UpstreamResponse
  readonly #maxBytes: number
  readonly #onHeld: (text: string) => void
  readonly #handover = new Handover('at-any-time')
  readonly #chunks: Buffer[] = []
  #heldBytes = 0
  #sink: ResponseSink | undefined
  #ending: ((sink: ResponseSink) => void) | undefined

  constructor(upstream: UpstreamResponse, maxBytes: number, onHeld: (text: string) => void) {
    this.response = wrapResponse(upstream, { pipeTo: (sink) => this.#release(sink) })
    this.#upstream = upstream
    this.#maxBytes = maxBytes
    this.#onHeld = onHeld
  }

  data(chunk: Buffer): boolean {
    if (this.#sink) return this.#sink.data(chunk)
    this.#chunks.push(chunk)
    this.#heldBytes += chunk.length
    if (this.#heldBytes <= this.#maxBytes) return true
    // Several chunks of one read may come before the upstream pauses.
    if (this.#heldBytes - chunk.length <= this.#maxBytes) this.#tell()
    return false
  }

  end(): void {
    this.#finish((sink) => sink.end())
  }

  fail(error: Error): void {
    this.#finish((sink) => sink.fail(error))
  }

  #release(sink: ResponseSink): void {
    this.#handover.take()
    this.#sink = sink
    const wantsMore = this.#heldBytes === 0 || sink.data(joined(this.#chunks))
    if (this.#ending) this.#ending(sink)
    else if (wantsMore) this.#upstream.resume()
  }

  #finish(ending: (sink: ResponseSink) => void): void {
    this.#ending = ending
    if (this.#sink) ending(this.#sink)
    else this.#tell()
  }

  #tell(): void {
    this.#onHeld(textOf(this.#chunks))
  }
}

function textOf(chunks: readonly Buffer[]): string {
  return joined(chunks).toString('utf8')
}

/** In one piece, so that a body which came byte by byte does not cost a write for each of them. */
function joined(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks
  return chunks.length === 1 && first ? first : Buffer.concat(chunks)
}
