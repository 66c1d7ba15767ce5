import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import type { OutgoingResponse } from '../../src/http/dual-server.ts'
import { connectTo } from '../fixtures/raw-exchange.ts'
import { startDualServer } from '../fixtures/start-dual-server.ts'

const REQUEST = 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n'

it('An answer whose head goes out while the server drains ends its connection and says so', async () => {
  const { socket, waiting, server } = await startServer()
  socket.write(REQUEST)
  await expect.poll(() => waiting.length).toBe(1)
  const drained = server.drain()
  waiting[0]?.end('first')
  expect(connectionsIn(await text(socket))).toEqual(['close'])
  await drained
})

it('An answer that another waits for leaves the connection to it', async () => {
  const { socket, waiting, server } = await startServer()
  socket.write(REQUEST + REQUEST)
  await expect.poll(() => waiting.length).toBe(1)
  const drained = server.drain()
  waiting[0]?.end('first')
  await expect.poll(() => waiting.length).toBe(2)
  waiting[1]?.end('second')
  expect(connectionsIn(await text(socket))).toEqual(['keep-alive', 'close'])
  await drained
})

it('A request that comes while the server drains gets the last answer of its connection', async () => {
  const { socket, waiting, server } = await startServer()
  socket.write(REQUEST)
  await expect.poll(() => waiting.length).toBe(1)
  ;(waiting[0] as ServerResponse).writeHead(200, { 'content-length': 5 }).flushHeaders()
  await once(socket, 'readable')
  const drained = server.drain()
  socket.write(REQUEST)
  await new Promise(setImmediate)
  waiting[0]?.end('first')
  await expect.poll(() => waiting.length).toBe(2)
  waiting[1]?.end('second')
  expect(connectionsIn(await text(socket))).toEqual(['keep-alive', 'close'])
  await drained
})

it('Answers of a server that does not drain keep their connections', async () => {
  const { socket, waiting } = await startServer()
  socket.write(REQUEST)
  await expect.poll(() => waiting.length).toBe(1)
  waiting[0]?.end('first')
  const [answer] = await once(socket, 'data')
  expect(connectionsIn(String(answer))).toEqual(['keep-alive'])
})

async function startServer() {
  const waiting: OutgoingResponse[] = []
  const { server, port } = await startDualServer((_request, response) => void waiting.push(response))
  return { server, waiting, socket: await connectTo(`http://127.0.0.1:${port}`) }
}

function connectionsIn(answers: string): string[] {
  return [...answers.matchAll(/^connection: (\S+)/gim)].map(([, value = '']) => value)
}
