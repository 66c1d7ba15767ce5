import { EventEmitter } from 'node:events'
import type { OutgoingResponse } from '../../src/http/dual-server.ts'

/** How an answer ended for its client: whole, broken off so that it shows, or given up by the client itself. */
export type ClientEnding = 'whole' | 'broken' | 'left'

/** `0\r\n\r\n` */
const END_BYTES = 5

/**
 * The answer to a client as Node hands it out, without a socket: the client reads when it likes. `over` says which of Node's two
 * compatible APIs it looks like.
 */
export class ClientResponse extends EventEmitter {
  status = 0
  readonly headers: Record<string, string> = {}
  headersSent = false
  destroyed = false
  writableEnded = false
  writableFinished = false
  chunkedEncoding = true
  shouldKeepAlive = true
  sendDate = true
  ending: ClientEnding | undefined
  /** Called when there is something to read, or nothing more will come. */
  onReadable: () => void = () => undefined
  /** What was done that Node would have refused. */
  misuse: string | undefined
  declare readonly stream?: { destroyed: boolean; closed: boolean; readonly destroy: (error?: Error) => void }
  declare readonly socket?: {
    destroyed: boolean
    readonly destroySoon: () => void
    readonly resetAndDestroy: () => void
    readonly destroy: () => void
  }
  readonly #read: Buffer[] = []
  readonly #waiting: Buffer[] = []
  readonly #highWaterBytes: number
  #waitingBytes = 0
  #wantsDrain = false
  #breaksWhenRead = false

  /** Where more than `highWaterBytes` wait for the client, the writer is asked to pause. */
  constructor(over: 'HTTP/1.1' | 'HTTP/2', highWaterBytes: number) {
    super()
    this.#highWaterBytes = highWaterBytes
    const reset = () => this.#close('broken')
    // One of HTTP/1.1 must not even have the name `stream`.
    if (over === 'HTTP/2') {
      const stream = { destroyed: false, closed: false, destroy: reset }
      Object.assign(this, { stream: Object.defineProperty(stream, 'bufferSize', { get: () => this.#waitingBytes }) })
    } else
      Object.assign(this, {
        socket: { destroyed: false, destroy: reset, resetAndDestroy: reset, destroySoon: () => this.#breakWhenRead() },
      })
  }

  /** What the client has read. */
  received(): Buffer {
    return Buffer.concat(this.#read)
  }

  writeHead(
    status: number,
    ...rest: (string | readonly string[] | Record<string, string | readonly string[]>)[]
  ): this {
    if (this.headersSent) this.misuse ??= 'a second head'
    this.headersSent = true
    this.status = status
    for (const [name, value] of pairsOf(rest.at(-1))) this.headers[name.toLowerCase()] = value
    if (this.headers['content-length'] !== undefined) this.chunkedEncoding = false
    return this
  }

  flushHeaders(): void {}

  uncork(): void {}

  getHeaderNames(): string[] {
    return []
  }

  removeHeader(): void {}

  write(chunk: Buffer): boolean {
    if (this.writableEnded) this.misuse ??= 'a write after the end'
    if (!this.headersSent) this.misuse ??= 'a body before the head'
    if (this.ending) return false
    // The writer may do with its buffer what it likes, once Node has it.
    this.#waiting.push(Buffer.from(chunk))
    this.#waitingBytes += chunk.length
    this.#wantsDrain = this.#waitingBytes >= this.#highWaterBytes
    this.onReadable()
    return !this.#wantsDrain
  }

  end(chunk?: Buffer | string): this {
    if (chunk !== undefined && chunk.length > 0) this.write(Buffer.from(chunk))
    this.writableEnded = true
    this.onReadable()
    return this
  }

  /** What waits for the client, the end among it, which is a chunk of its own. */
  get writableLength(): number {
    return this.#waitingBytes + (this.writableEnded && !this.writableFinished ? END_BYTES : 0)
  }

  /** True where nothing more will be written. */
  get isWritten(): boolean {
    return this.writableEnded || this.#breaksWhenRead
  }

  /** True where there is something to read, if only the end. */
  get isReadable(): boolean {
    return !this.ending && (this.#waitingBytes > 0 || this.isWritten)
  }

  /** The client reads up to so many bytes of what waits for it. */
  read(maxBytes: number): void {
    if (this.ending) return
    for (let room = maxBytes; room > 0 && this.#waiting.length > 0; ) {
      const first = this.#waiting.shift() as Buffer
      const taken = first.subarray(0, room)
      if (taken.length < first.length) this.#waiting.unshift(first.subarray(room))
      this.#read.push(taken)
      this.#waitingBytes -= taken.length
      room -= taken.length
    }
    if (this.#waitingBytes > 0) return
    if (this.#breaksWhenRead) this.#close('broken')
    else if (this.writableEnded) this.#finish()
    else if (this.#wantsDrain) {
      this.#wantsDrain = false
      this.emit('drain')
    }
  }

  /** The client goes, whatever still waits for it. */
  leave(): void {
    this.#close('left')
  }

  /** The connection was closed from this side. */
  socketGone(): void {
    this.#close('broken')
  }

  asOutgoing(): OutgoingResponse {
    return this as unknown as OutgoingResponse
  }

  /** A client that was promised a length takes an answer that ends before it for a broken one. */
  #finish(): void {
    const promised = this.headers['content-length']
    const isShort = promised !== undefined && Number(promised) !== this.received().length
    this.writableFinished = true
    this.emit('finish')
    this.#close(isShort ? 'broken' : 'whole')
  }

  #breakWhenRead(): void {
    this.#breaksWhenRead = true
    if (this.#waitingBytes === 0) this.#close('broken')
    else this.onReadable()
  }

  #close(ending: ClientEnding): void {
    if (this.ending) return
    this.ending = ending
    this.destroyed = true
    if (this.stream) Object.assign(this.stream, { destroyed: true, closed: true })
    if (this.socket) this.socket.destroyed = true
    this.emit('close')
  }
}

function pairsOf(
  headers: string | readonly string[] | Record<string, string | readonly string[]> | undefined,
): [string, string][] {
  if (Array.isArray(headers)) {
    const flat = headers as readonly string[]
    return flat.flatMap((name, i): [string, string][] => (i % 2 === 0 ? [[name, String(flat[i + 1])]] : []))
  }
  return Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)])
}
