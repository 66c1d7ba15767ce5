import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { connected, withLiveness } from '../../src/aws/live-socket.ts'

it('lets the kernel probe a socket after one idle second, sends at once, and survives an error that nobody hears', async () => {
  const socket = connect(await startListener(), '127.0.0.1')
  const [keepAlive, noDelay] = [vi.spyOn(socket, 'setKeepAlive'), vi.spyOn(socket, 'setNoDelay')]
  await connected(withLiveness(socket), 'connect')
  expect([keepAlive.mock.calls, noDelay.mock.calls]).toEqual([[[true, 1000]], [[true]]])
  socket.destroy(new Error('nobody listens'))
  await new Promise((resolve) => socket.once('close', resolve))
})

it('leaves no timeout behind on a socket that is connected', async () => {
  const socket = connect(await startListener(), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  await connected(socket, 'connect')
  expect([socket.timeout, socket.listenerCount('timeout')]).toEqual([0, 0])
})

it('rejects with the error of a socket that is not', async () => {
  await expect(connected(connect(9, '127.0.0.1'), 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

/** A port that takes every connection; it closes when the test ends. */
async function startListener(): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => undefined))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}
