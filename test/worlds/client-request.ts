import { Readable } from 'node:stream'
import type { IncomingRequest } from '../../src/http/dual-server.ts'

/** What a client asks. */
export type Asked = {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** The request of a client as Node hands it over, without a socket: what of it arrives is told by whoever plays the client. */
export class ClientRequest extends Readable {
  readonly httpVersion = '1.1'
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly rawHeaders: string[]
  readonly socket: { readonly destroy: () => void; readonly remoteAddress: string }
  complete = false

  constructor({ method, url, headers }: Asked, onSocketDestroyed: () => void) {
    super({ autoDestroy: false, read: () => undefined })
    this.method = method
    this.url = url
    this.headers = { ...headers }
    this.rawHeaders = Object.entries(headers).flat()
    this.socket = { destroy: onSocketDestroyed, remoteAddress: '127.0.0.1' }
    this.on('error', () => undefined)
  }

  arrive(chunk: Buffer): void {
    if (!this.destroyed) this.push(chunk)
  }

  arriveWhole(): void {
    if (this.destroyed) return
    this.complete = true
    this.push(null)
  }

  /** The connection is gone. */
  break(): void {
    if (this.destroyed) return
    this.destroy(this.complete ? undefined : Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))
  }

  asIncoming(): IncomingRequest {
    return this as unknown as IncomingRequest
  }
}
