import type { RequestListener, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Says `connection: close` in the last answers of a server that drains (RFC 9112 §9.6), so that no client sends another
 * request into a connection that is about to go. Answers that wait behind others on their connection still come.
 */
export class LastAnswers {
  readonly #newest = new WeakMap<Socket, ServerResponse>()
  #isDraining = false

  readonly #watch: RequestListener = ({ socket }, response) => {
    if (this.#isDraining) response.shouldKeepAlive = false
    this.#newest.set(socket, response)
  }

  /** Watches the requests of a server, each before anybody answers it. */
  constructor(server: Server) {
    for (const event of ['request', 'checkContinue', 'checkExpectation']) server.prependListener(event, this.#watch)
  }

  /** From now on: the newest answer of each connection is its last, as far as its head has not gone out. */
  begin(sockets: Iterable<Socket>): void {
    this.#isDraining = true
    for (const socket of sockets) {
      const response = this.#newest.get(socket)
      if (response) response.shouldKeepAlive = false
    }
  }
}
