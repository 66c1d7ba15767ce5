import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { openSockets, parseSockets } from '../../soak/open-sockets.ts'

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:201F 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000000000000000 100 0 0 10 0
   1: 0100007F:201F 0100007F:D431 01 00000000:00000000 02:000A 00000000     0        0 4712 2 0000000000000000 20 4 30 10 -1
`

it('A table of the kernel is read', () => {
  expect(parseSockets(TABLE)).toEqual([
    { localPort: 8223, remotePort: 0, isListening: true, inode: '4711' },
    { localPort: 8223, remotePort: 54321, isListening: false, inode: '4712' },
  ])
})

it.runIf(process.platform === 'linux')(
  'The sockets of a process are found, and gone when they are closed',
  async () => {
    const server = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const ownAt = () => openSockets(process.pid)?.filter((one) => one.localPort === port || one.remotePort === port)
    expect(ownAt()).toEqual([{ localPort: port, remotePort: 0, isListening: true, inode: expect.anything() }])

    const client = connect(port, '127.0.0.1')
    const [[accepted]] = await Promise.all([once(server, 'connection'), once(client, 'connect')])
    expect(ownAt()).toHaveLength(3)
    client.destroy()
    accepted.destroy()
    await expect.poll(() => ownAt()?.length).toBe(1)
  },
)

it('A process that is not there, or a system that does not tell, gives nothing', () => {
  expect(openSockets(0)).toBeUndefined()
})
