import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A TCP relay whose connections can be made to fall silent, as a firewall does that forgot them. */
export async function startFreezingRelay(port: number): Promise<{ url: string; freeze: () => void }> {
  const pairs: [Socket, Socket][] = []
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) socket.on('error', () => undefined)
    near.pipe(far).pipe(near)
    pairs.push([near, far])
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of pairs.flat()) socket.destroy()
    server.close()
  })
  const freeze = () => {
    for (const [near, far] of pairs) near.unpipe(far).resume()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, freeze }
}
