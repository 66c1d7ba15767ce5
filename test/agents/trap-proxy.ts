import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An HTTP proxy that lets nobody through and notes where they wanted to go. */
export type TrapProxy = {
  readonly url: string
  /** Hosts that were asked for, each once. */
  readonly hosts: () => readonly string[]
  close(): void
}

/** Stands in HTTP_PROXY and its kin: what an agent asks of anybody but the proxy is refused at once. */
export async function startTrapProxy(): Promise<TrapProxy> {
  const hosts = new Set<string>()
  const server = createServer((request, response) => {
    hosts.add(URL.parse(request.url ?? '')?.host ?? request.headers.host ?? '')
    response.writeHead(403).end()
  })
  server.on('connect', (request, socket) => {
    hosts.add(request.url ?? '')
    socket.on('error', () => undefined).end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    hosts: () => [...hosts],
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
