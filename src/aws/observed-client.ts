import type { Socket } from 'node:net'
import { type buildConnector, Client, type Dispatcher } from 'undici'
import { passOverContinue } from './pass-over-continue.ts'

/** The options of a request whose sender wants to know the connection that carries it. */
export type ObservedOptions = Dispatcher.DispatchOptions & {
  /** Told which client carries the request, before it begins to go out. */
  readonly onClient?: (client: ObservedClient) => void
}

/** One request and its answer on a connection, as far as the bytes of it tell. */
export type Exchanged = {
  /** True where the connection had carried an answer before. */
  readonly isReused: boolean
  /** True where a byte of this answer has come. */
  readonly hasAnswered: boolean
  /** What broke the connection; undefined while nothing did, and where the other side closed it in good order. */
  readonly brokenBy: Error | undefined
}

type Connection = { socket?: Socket; awaitAnswer?: () => void; exchanged?: Exchanged }

/**
 * A client of undici, which has one connection for one request at a time, that tells about that connection: to whoever
 * sends, and to `onStale` when it turns out to have been closed while it stood idle.
 */
export class ObservedClient extends Client {
  readonly #connection: Connection

  constructor(origin: string, options: Client.Options, connect: buildConnector.connector, onStale: () => void) {
    const connection: Connection = {}
    super(origin, {
      ...options,
      connect(target, callback) {
        connect(target, (...outcome) => {
          const [, socket] = outcome
          if (socket) Object.assign(connection, { socket, awaitAnswer: passOverContinue(socket), exchanged: undefined })
          socket?.once('close', () => isStale(connection.exchanged) && onStale())
          callback(...outcome)
        })
      },
    })
    this.#connection = connection
  }

  override dispatch(options: ObservedOptions, handler: Dispatcher.DispatchHandler): boolean {
    options.onClient?.(this)
    return super.dispatch(options, handler)
  }

  /** To be called as a request begins to go out, which is when its connection is known. */
  beginExchange(): Exchanged {
    const { socket, awaitAnswer } = this.#connection
    if (!socket) throw new Error('A request went out on no connection.')
    awaitAnswer?.()
    const exchanged = new SocketExchange(socket)
    this.#connection.exchanged = exchanged
    return exchanged
  }
}

class SocketExchange implements Exchanged {
  readonly #socket: Socket
  readonly #bytesBefore: number

  constructor(socket: Socket) {
    this.#socket = socket
    this.#bytesBefore = socket.bytesRead
  }

  get isReused(): boolean {
    return this.#bytesBefore > 0
  }

  get hasAnswered(): boolean {
    return this.#socket.bytesRead > this.#bytesBefore
  }

  get brokenBy(): Error | undefined {
    return this.#socket.errored ?? undefined
  }
}

function isStale(exchanged: Exchanged | undefined): boolean {
  return exchanged?.isReused === true && !exchanged.hasAnswered
}
