import type { AddressInfo, Server } from 'node:net'

/** Listens on a free port, prints the URL as `serve` does, and ends with SIGTERM. */
export function listenOnLoopback(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo
    process.stdout.write(`listening on http://127.0.0.1:${port}\n`)
  })
  process.on('SIGTERM', () => process.exit())
}
