import { createDualServer, type DualServer } from '../http/dual-server.ts'
import { nameInUrl } from '../http/loopback-host.ts'
import { MAX_HEADER_BYTES, MAX_HEADER_FIELDS } from './check-message.ts'
import { type ClaimedSocket, claimSocket } from './claim-socket.ts'
import { answerClientError } from './client-error.ts'
import { ProxyStartError } from './proxy-start-error.ts'
import { RequestsUnderWay } from './requests-under-way.ts'
import { type ServerParts, serveRequest } from './serve-request.ts'

const HEADERS_TIMEOUT_MS = 60_000

/** Where to listen: at an address, or in its place on a unix socket at an absolute path. */
export type ListenAt = { readonly host: string; readonly port: number; readonly socket?: string }

/** A server that listens. */
export type RunningServer = {
  /** `unix:` and the path for a unix socket. */
  readonly url: string
  /** How many requests are not yet over. */
  readonly underWay: () => number
  /** Stops accepting, lets what runs finish for at most `limitMs`, then cuts it; false where something was cut. */
  drain(limitMs: number): Promise<boolean>
  destroy(): Promise<void>
}

/**
 * Listens for clients.
 * @throws ProxyStartError where the address cannot be had
 */
export async function startServer(at: ListenAt, parts: ServerParts): Promise<RunningServer> {
  const { underWay = new RequestsUnderWay() } = parts
  const server = createDualServer({
    onRequest(request, response) {
      underWay.add(request, response)
      void serveRequest(request, response, parts)
    },
    onClientError: (error, socket) => answerClientError(error, socket, parts.proxy),
    maxHeaderBytes: MAX_HEADER_BYTES,
    maxHeaderFields: MAX_HEADER_FIELDS,
    headersTimeoutMs: HEADERS_TIMEOUT_MS,
  })
  const { url, remove } = await (at.socket === undefined ? listenAt(server, at) : listenOnSocket(server, at.socket))
  return {
    url,
    underWay: () => underWay.count,
    drain: (limitMs) => drainWithin(server, limitMs).finally(remove),
    destroy: () => server.destroy().finally(remove),
  }
}

type Listening = { readonly url: string } & ClaimedSocket

async function listenAt(server: DualServer, { host, port }: ListenAt): Promise<Listening> {
  const address = await server.listen(port, host).catch((error: NodeJS.ErrnoException) => {
    throw new ProxyStartError(LISTEN_PROBLEMS[error.code ?? '']?.(host, port) ?? error.message, { cause: error })
  })
  return { url: `http://${nameInUrl(host)}:${address.port}`, remove: async () => undefined }
}

async function listenOnSocket(server: DualServer, path: string): Promise<Listening> {
  const { remove } = await claimSocket(path, (first) => server.listenOnSocket(first)).catch((cause: Error) => {
    throw new ProxyStartError(cause.message, { cause })
  })
  return { url: `unix:${path}`, remove }
}

const LISTEN_PROBLEMS: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) => `Port ${port} on ${host} is taken. Stop what listens there, or choose another --port.`,
  EACCES: (_host, port) => `Port ${port} needs more rights than this user has. Choose a --port above 1023.`,
  EADDRNOTAVAIL: (host) => `This machine has no address ${host}. Choose another --host.`,
  ENOTFOUND: (host) => `The host ${host} does not resolve. Choose another --host.`,
}

async function drainWithin(server: DualServer, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs)
  })
  const isDrained = await Promise.race([server.drain().then(() => true), limit])
  clearTimeout(timer)
  if (!isDrained) await server.destroy()
  return isDrained
}
