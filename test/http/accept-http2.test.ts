import { once } from 'node:events'
import * as http2 from 'node:http2'
import * as net from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { acceptHttp2, HTTP2_MISSING } from '../../src/http/accept-http2.ts'

const HOST = '127.0.0.1'

const cut = (_error: unknown, socket: net.Socket) => void socket.destroy()

/** Where connections are accepted for a server that is loaded so. */
async function listen(server: () => Promise<http2.Http2Server>): Promise<string> {
  const listener = net.createServer({ allowHalfOpen: true }, (socket) => void acceptHttp2(socket, server, cut))
  onTestFinished(() => void listener.close())
  await once(listener.listen(0, HOST), 'listening')
  return `http://${HOST}:${(listener.address() as net.AddressInfo).port}`
}

function connect(url: string): http2.ClientHttp2Session {
  const session = http2.connect(url).on('error', () => undefined)
  onTestFinished(() => session.destroy())
  return session
}

it('hands a connection whose server cannot be loaded to whoever ends it, with what was amiss', async () => {
  const cause = new Error('The file is gone.')
  const missing: unknown[] = []
  const socket = new net.Socket()
  await acceptHttp2(
    socket,
    () => Promise.reject(cause),
    (...given) => missing.push(...given),
  )
  expect(missing).toEqual([expect.objectContaining({ code: HTTP2_MISSING, cause }), socket])
})

it('hands a connection over when its server is loaded, which learns when the client ends it', async () => {
  const server = http2.createServer((_request, response) => response.end('served'))
  const ended = once(server, 'session').then(([session]) => once(session, 'close'))
  const session = connect(await listen(async () => server))
  expect(await text(session.request())).toBe('served')
  session.destroy()
  await ended
})

it('hands nothing over of a client that has left meanwhile', async () => {
  const handedOver: unknown[] = []
  const server = http2.createServer().on('connection', (socket) => handedOver.push(socket))
  const socket = new net.Socket()
  const accepted = acceptHttp2(socket, async () => server, cut)
  socket.destroy()
  await accepted
  expect(handedOver).toEqual([])
})
