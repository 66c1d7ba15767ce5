import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { sendHead } from '../../src/http/send-head.ts'
import { connectTo } from '../fixtures/raw-exchange.ts'

it('A head goes out although no chunk comes', async () => {
  const { received } = await answerWith((response) => sendHead(response.writeHead(200)))
  expect(await received()).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n$/s)
})

it('A response that has ended is let alone', async () => {
  const { received } = await answerWith((response) => {
    response.writeHead(200).end()
    sendHead(response)
  })
  expect(await received()).toMatch(/\r\n0\r\n\r\n$/)
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
  return { received: async () => String((await first)[0]) }
}
