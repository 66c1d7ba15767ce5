import { EventEmitter, once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DualServerOptions } from '../../src/http/dual-server.ts'
import { CONNECT_REFUSED, createHttp1Server } from '../../src/http/http1-server.ts'

const HEAD = 'POST / HTTP/1.1\r\nhost: a\r\n'
const LAST = 'GET /last HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'

describe('Expect: 100-continue', () => {
  it('is answered when the body is wanted, and the connection lives on', async () => {
    const { socket } = await start({
      onRequest: (request, response) => request.on('data', () => undefined).on('end', () => response.end('fine')),
    })
    socket.write(`${HEAD}expect: 100-continue\r\ncontent-length: 2\r\n\r\n`)
    const [first] = await once(socket, 'data')
    expect(String(first)).toBe('HTTP/1.1 100 Continue\r\n\r\n')
    socket.write(`hi${LAST}`)
    expect(statusesIn(await text(socket))).toEqual([200, 200])
  })

  it('is not answered where nobody wants the body, and the connection ends', async () => {
    const { socket } = await start({ onRequest: (_, response) => response.writeHead(413).end() })
    socket.write(`${HEAD}expect: 100-continue\r\ncontent-length: 2\r\n\r\n`)
    expect(statusesIn(await text(socket))).toEqual([413])
  })

  it('is not answered once the final answer has begun', async () => {
    const { socket } = await start({
      onRequest: (request, response) => {
        response.writeHead(403).end()
        request.on('data', () => undefined)
      },
    })
    socket.write(`${HEAD}expect: 100-continue\r\ncontent-length: 2\r\n\r\n`)
    expect(statusesIn(await text(socket))).toEqual([403])
  })

  it('may be another expectation, which the listener sees', async () => {
    const { socket } = await start({ onRequest: ({ headers }, response) => response.end(headers.expect ?? '') })
    socket.write(`${HEAD}expect: a-miracle\r\nconnection: close\r\n\r\n`)
    expect(await text(socket)).toContain('a-miracle')
  })
})

it('An upgrade is declined, and its connection ends with the answer', async () => {
  const { socket } = await start()
  socket.write(`GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n${LAST}`)
  expect(statusesIn(await text(socket))).toEqual([200])
})

describe('A CONNECT', () => {
  const CONNECT = 'CONNECT a:443 HTTP/1.1\r\nhost: a:443\r\n\r\n'

  it('is handed to onClientError', async () => {
    const { socket, clientErrors } = await start()
    socket.write(CONNECT)
    await text(socket)
    expect(clientErrors).toEqual([CONNECT_REFUSED])
  })

  it('whose client resets the connection ends that and nothing else', async () => {
    const refused = new EventEmitter()
    const { socket } = await start({ onClientError: (_, connection) => refused.emit('refused', connection) })
    socket.write(CONNECT)
    const [connection] = (await once(refused, 'refused')) as [Duplex]
    const closed = new Promise((resolve) => connection.once('close', resolve))
    socket.resetAndDestroy()
    const hadError = await closed
    expect(hadError).toBe(true)
  })
})

describe('A client that is slow', () => {
  it.each([
    ['the first head of a connection', ''],
    ['a later head', 'GET / HTTP/1.1\r\nhost: a\r\n\r\n'],
  ])('with %s is handed to onClientError', async (_, before) => {
    const { socket, clientErrors } = await start({ headersTimeoutMs: 100 })
    socket.write(before)
    if (before) await once(socket, 'data')
    socket.write('GET / HTTP/1.1\r\nhost:')
    await text(socket)
    expect(clientErrors).toEqual(['ERR_HTTP_REQUEST_TIMEOUT'])
  })

  it('with a head of which a byte comes now and then is handed to onClientError as well', async () => {
    const { socket, clientErrors } = await start({ headersTimeoutMs: 100 })
    socket.write('GET / HTTP/1.1\r\nx: ')
    const drip = setInterval(() => socket.write('y'), 10)
    // A byte that is on its way when the connection is cut resets it.
    await text(socket).catch(() => '')
    clearInterval(drip)
    expect(clientErrors).toEqual(['ERR_HTTP_REQUEST_TIMEOUT'])
  })

  it('with a body that was answered already is cut', async () => {
    const { socket, clientErrors } = await start({ headersTimeoutMs: 100 })
    socket.resume().write(`${HEAD}content-length: 1000000000\r\n\r\n`)
    await once(socket, 'data')
    const drip = setInterval(() => socket.write('y'), 10)
    await new Promise((resolve) => socket.once('close', resolve)).finally(() => clearInterval(drip))
    expect(clientErrors).toEqual([])
  })
})

it('The next request may follow the body of one that was answered early', async () => {
  const { socket } = await start({ headersTimeoutMs: 5_000 })
  socket.write(`${HEAD}content-length: 2\r\n\r\n`)
  await once(socket, 'data')
  socket.write(`hi${LAST}`)
  expect(statusesIn(await text(socket))).toEqual([200])
})

async function start(options: Partial<DualServerOptions> = {}) {
  const clientErrors: (string | undefined)[] = []
  const server = createHttp1Server({
    onRequest: (_, response) => response.end('fine'),
    onClientError: ({ code }, socket) => {
      clientErrors.push(code)
      socket.destroy()
    },
    maxHeaderBytes: 16_384,
    maxHeaderFields: 128,
    headersTimeoutMs: 60_000,
    ...options,
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket: Socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined)
  onTestFinished(() => {
    socket.destroy()
    server.closeAllConnections()
    server.close()
  })
  return { socket, clientErrors }
}

function statusesIn(received: string): number[] {
  return Array.from(received.matchAll(/HTTP\/1\.1 (\d{3})/g), ([, status]) => Number(status))
}
