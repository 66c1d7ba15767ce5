import * as http from 'node:http'
import * as https from 'node:https'
import type { Socket } from 'node:net'
import { type buildConnector, type Dispatcher, Pool } from 'undici'
import { connectSocket, type Target, targetOf } from './connect-socket.ts'
import type { NetworkWatch } from './network-watch.ts'
import { ObservedClient } from './observed-client.ts'
import { RenewedPool } from './renewed-pool.ts'
import { createWayOut, type WayOut } from './way-out.ts'

/** Idle upstream connections are kept this long, below the minute or so after which AWS closes them. */
export const KEEP_ALIVE_MS = 50_000

const HTTP_1 = 'http/1.1'

/** Pooled keep-alive connections over HTTP/1.1 to one endpoint. */
export function createUpstreamPool(endpoint: URL, wayOut: WayOut = createWayOut()): Dispatcher {
  const target = targetOf(endpoint, HTTP_1)
  const connect: buildConnector.connector = (_, callback) => {
    connectSocket(target, wayOut).then(
      (socket) => callback(null, socket),
      (error: Error) => callback(error, null),
    )
  }
  const options = { keepAliveTimeout: KEEP_ALIVE_MS, keepAliveMaxTimeout: KEEP_ALIVE_MS, allowH2: false }
  const { origin } = endpoint
  // Where one connection has been closed while it stood idle, so may have been the others.
  const create = (onStale: () => void) =>
    new Pool(origin, { factory: () => new ObservedClient(origin, options, connect, onStale) })
  return new RenewedPool(create, wayOut.network)
}

/** Connections of the same kind as a Node agent, to whatever host it is asked for, each by its own way out. */
export function createUpstreamAgent({ protocol }: Pick<URL, 'protocol'>, wayOut: WayOut = createWayOut()): http.Agent {
  const isSecure = protocol === 'https:'
  const options = { keepAlive: true, timeout: KEEP_ALIVE_MS }
  const defaultPort = isSecure ? 443 : 80
  const agent = isSecure ? new https.Agent(options) : new http.Agent(options)
  agent.createConnection = ({ host, port }, callback) => {
    const target: Target = { host: host ?? 'localhost', port: Number(port) || defaultPort, isSecure, protocol: HTTP_1 }
    connectSocket(target, wayOut).then(
      (socket) => callback?.(null, socket),
      (error: Error) => callback?.(error, undefined as unknown as Socket),
    )
    return undefined
  }
  return neverInDoubt(agent, wayOut.network)
}

/** Ends the idle connections of an agent at each doubt, also at one that comes up as it looks for an idle one, which begins with their name. */
function neverInDoubt(agent: http.Agent, network: NetworkWatch): http.Agent {
  const stopWatching = network.onDoubt(() => {
    for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy()
  })
  const [getName, destroy] = [agent.getName.bind(agent), agent.destroy.bind(agent)]
  agent.getName = (options) => {
    network.check()
    return getName(options)
  }
  agent.destroy = () => {
    stopWatching()
    destroy()
  }
  return agent
}
