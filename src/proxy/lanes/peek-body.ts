import type { ResponseSink, UpstreamResponse } from '../exchange.ts'

/** A response whose body has been looked into, and what it says; the response still has every byte of it. */
export type Peeked = { readonly response: UpstreamResponse; readonly text: string }

/**
 * Reads the beginning of a body, at most about `maxBytes`, and keeps it for whoever takes the response later. An upstream
 * that sends more is paused until then. To be called in the turn in which the head was received.
 */
export function peekBody(response: UpstreamResponse, maxBytes: number): Promise<Peeked> {
  return new Promise((resolve) => {
    const held = new HeldResponse(response, maxBytes, (text) => resolve({ response: held, text }))
    response.pipeTo(held)
  })
}

/** Keeps a body for whoever takes it in a later turn; its upstream is paused after the first chunk. */
export function holdBody(response: UpstreamResponse): UpstreamResponse {
  const held = new HeldResponse(response, 0, () => undefined)
  response.pipeTo(held)
  return held
}

/** Lets the rest of a response go by unread, so that its connection can be used again. */
export function discardBody(response: UpstreamResponse): void {
  response.pipeTo({ data: () => true, end: () => undefined, fail: () => undefined })
}

class HeldResponse implements UpstreamResponse, ResponseSink {
  readonly status: number
  readonly statusText: string
  readonly headers: readonly string[]
  readonly #chunks: Buffer[] = []
  #heldBytes = 0
  #sink: ResponseSink | undefined
  #ending: ((sink: ResponseSink) => void) | undefined
  readonly #upstream: UpstreamResponse
  readonly #maxBytes: number
  readonly #onHeld: (text: string) => void

  constructor(upstream: UpstreamResponse, maxBytes: number, onHeld: (text: string) => void) {
    this.#upstream = upstream
    this.#maxBytes = maxBytes
    this.#onHeld = onHeld
    this.status = upstream.status
    this.statusText = upstream.statusText
    this.headers = upstream.headers
  }

  data(chunk: Buffer): boolean {
    if (this.#sink) return this.#sink.data(chunk)
    this.#chunks.push(chunk)
    this.#heldBytes += chunk.length
    if (this.#heldBytes <= this.#maxBytes) return true
    this.#tell()
    return false
  }

  end(): void {
    this.#finish((sink) => sink.end())
  }

  fail(error: Error): void {
    this.#finish((sink) => sink.fail(error))
  }

  pipeTo(sink: ResponseSink): void {
    this.#sink = sink
    let wantsMore = true
    for (const chunk of this.#chunks) wantsMore = sink.data(chunk)
    if (this.#ending) this.#ending(sink)
    else if (wantsMore) this.#upstream.resume()
  }

  header(name: string): string | undefined {
    return this.#upstream.header(name)
  }

  resume(): void {
    this.#upstream.resume()
  }

  #finish(ending: (sink: ResponseSink) => void): void {
    this.#ending = ending
    if (this.#sink) ending(this.#sink)
    else this.#tell()
  }

  #tell(): void {
    this.#onHeld(Buffer.concat(this.#chunks).toString('utf8'))
  }
}
