import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { sendHeadSoon, sendNow } from '../../src/http/first-bytes.ts'
import { connectTo } from '../fixtures/raw-exchange.ts'

it('A head goes out although no chunk comes', async () => {
  const { received } = await answerWith((response) => sendHeadSoon(response.writeHead(200)))
  expect(await received()).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n$/s)
})

it('A chunk that comes right behind the head goes out with it', async () => {
  const { received } = await answerWith((response) => {
    sendHeadSoon(response.writeHead(200))
    setImmediate(() => response.write('chunk'))
  })
  expect(await received()).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n5\r\nchunk\r\n$/s)
})

it('A response that has ended meanwhile, or whose client has left, is let alone', async () => {
  const { received } = await answerWith((response) => {
    sendHeadSoon(response.writeHead(200))
    response.end()
  })
  expect(await received()).toMatch(/\r\n0\r\n\r\n$/)
  const { socket, response } = await answerWith((left) => sendHeadSoon(left.writeHead(200)))
  socket.destroy()
  await once(response, 'close')
})

it('What is to go now has gone before the turn is over', async () => {
  let sent = 0
  const { received } = await answerWith((response) => {
    response.writeHead(200).write('chunk')
    sendNow(response)
    sent = response.socket?.writableLength ?? -1
  })
  expect(await received()).toContain('chunk')
  expect(sent).toBe(0)
})

async function answerWith(answer: (response: ServerResponse) => void) {
  let response: ServerResponse | undefined
  const server = createServer((_request, given) => {
    response = given
    answer(given)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close().closeAllConnections())
  const socket = await connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const first = once(socket, 'data')
  socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n')
  while (!response) await once(server, 'request')
  return { socket, response, received: async () => String((await first)[0]) }
}
