import type { ServerHttp2Stream } from 'node:http2'
import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { TLSSocket } from 'node:tls'
import type { OutgoingResponse } from '../http/dual-server.ts'
import type { RequestDraft } from './simulated-request.ts'

/** Time for written bytes to reach the client before a reset overtakes them, in milliseconds. */
const RESET_DELAY_MS = 20

/** The sending side of one exchange, the same for every HTTP version; it keeps the request's record up to date. */
export class ResponseWire {
  /** Undefined under HTTP/1.1. */
  readonly #stream: ServerHttp2Stream | undefined
  readonly #socket: Socket | null
  #isOpen = true
  #isEnded = false
  #isBroken = false
  readonly #response: OutgoingResponse
  readonly #record: RequestDraft

  constructor(response: OutgoingResponse, record: RequestDraft) {
    this.#response = response
    this.#record = record
    this.#stream = 'stream' in response ? response.stream : undefined
    this.#socket = response.socket
    record.closed = new Promise((resolve) => {
      response.once('close', () => {
        this.#isOpen = false
        const isWhole = this.#isEnded && (this.#stream ?? response).writableFinished
        record.aborted = !isWhole && !this.#isBroken
        resolve()
      })
    })
  }

  /** Sends status and headers at once, before any body. */
  head(status: number, headers: Readonly<Record<string, string>>): void {
    if (!this.#isOpen) return
    this.#record.status = status
    if ('stream' in this.#response) {
      this.#response.writeHead(status, { ...headers })
    } else {
      this.#response.writeHead(status, { ...headers })
      this.#response.flushHeaders()
    }
  }

  /** Resolves when there is room for more: true, or false once the exchange is over. */
  async write(bytes: Uint8Array): Promise<boolean> {
    if (!this.#isOpen) return false
    this.#record.bytesWritten += bytes.length
    const body: Writable = this.#response
    const hasRoom = body.write(bytes)
    if (!hasRoom) await Promise.race([this.#drained(), this.#record.closed])
    return this.#isOpen
  }

  /** Waits so many milliseconds, or until the exchange is over. */
  rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      void this.#record.closed.then(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  end(): void {
    this.#isEnded = true
    this.#response.end()
  }

  /** Breaks the exchange off, by a TCP reset or RST_STREAM; what was written before arrives first. */
  async reset(): Promise<void> {
    await pause(RESET_DELAY_MS)
    if (!this.#isOpen) return
    this.#isBroken = true
    if (this.#stream) this.#stream.destroy(new Error('A simulated reset.'))
    else this.#breakSocket()
  }

  /** Breaks the whole connection off at once. */
  breakConnection(): void {
    this.#isBroken = true
    if (this.#stream) this.#stream.session?.destroy()
    else this.#breakSocket()
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#response.once('drain', resolve)
    })
  }

  /** Node resets plain TCP only; a TLS connection that ends without close_notify is as broken to its client. */
  #breakSocket(): void {
    if (this.#socket instanceof TLSSocket) this.#socket.destroy()
    else this.#socket?.resetAndDestroy()
  }
}
