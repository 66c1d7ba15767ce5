import { EventEmitter, once } from 'node:events'
import * as http from 'node:http'
import * as http2 from 'node:http2'
import * as net from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import {
  createDualServer,
  type DualServer,
  type DualServerOptions,
  type IncomingRequest,
  type OutgoingResponse,
} from '../../src/http/dual-server.ts'
import { writeTo } from '../fixtures/write-to.ts'

const HOST = '127.0.0.1'
const MAX_HEADER_BYTES = 16 * 1024
const cleanups: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

describe('HTTP/1.1', () => {
  it('is served, several requests on one connection', async () => {
    const { port } = await start()
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
    cleanups.push(() => agent.destroy())
    const first = await request1(port, { agent, body: 'one' })
    const second = await request1(port, { agent, body: 'two' })
    expect([first.text, second.text]).toEqual(['1.1 POST / one', '1.1 POST / two'])
    expect(second.localPort).toBe(first.localPort)
  })

  it.each(['POST', 'PUT', 'GET', 'PROPFIND'])(
    'is told from the preface when a %s comes byte by byte',
    async (method) => {
      const { port } = await start()
      const socket = connect(port)
      const head = `${method} /p HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 2`
      await writeSlowly(socket, Buffer.from(`${head}\r\n\r\nhi`))
      expect(await text(socket)).toContain(`1.1 ${method} /p hi`)
    },
  )

  it('answers requests that are sent before the earlier answer is read', async () => {
    const { port } = await start()
    const socket = connect(port)
    socket.write(
      'GET /a HTTP/1.1\r\nhost: a\r\n\r\nGET /b HTTP/1.1\r\nhost: a\r\n\r\nGET /c HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
    )
    expect((await text(socket)).match(/GET \/\w/g)).toEqual(['GET /a', 'GET /b', 'GET /c'])
  })

  it('begins a request that was sent ahead only when it has the connection to itself', async () => {
    const { port } = await start({
      onRequest: ({ url }, response) => response.end(`${url} from ${response.socket?.remoteAddress};`),
    })
    const socket = connect(port)
    socket.write('GET /a HTTP/1.1\r\nhost: a\r\n\r\nGET /b HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')
    expect((await text(socket)).match(/\/[ab] from [^;]*/g)).toEqual([`/a from ${HOST}`, `/b from ${HOST}`])
  })

  it('hands over every header, however many there are', async () => {
    const names = Array.from({ length: 2_500 }, (_, i) => `x: ${i}`)
    const { port } = await start({
      onRequest: ({ rawHeaders }, response) => response.end(`${rawHeaders.length / 2} ${rawHeaders.at(-1)}`),
    })
    const socket = connect(port)
    socket.write(['GET / HTTP/1.1', ...names, 'connection: close', '', ''].join('\r\n'))
    expect(await text(socket)).toContain('2501 close')
  })

  it('carries a body of megabytes that follows the first bytes at once', async () => {
    const { port } = await start({
      onRequest: async (request, response) => response.end(`${(await text(request)).length}`),
    })
    const answer = await request1(port, { body: 'x'.repeat(5_000_000) })
    expect(answer.text).toBe('5000000')
  })

  it.each([
    ['a header flood', `GET / HTTP/1.1\r\nhost: a\r\n${'x: y\r\n'.repeat(10_000)}\r\n`, 'HPE_HEADER_OVERFLOW'],
    ['no HTTP at all', '\x16\x03\x01\x00\xff\r\n\r\n', 'HPE_INVALID_METHOD'],
    ['almost a preface', 'PRI * HTTP/2.1\r\n\r\nSM\r\n\r\n', 'HPE_'],
    [
      'two framings',
      'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      'HPE_',
    ],
  ])('hands %s to onClientError and goes on serving', async (_, bytes, code) => {
    const { port, clientErrors } = await start()
    const socket = connect(port)
    socket.write(bytes)
    expect(await text(socket)).toContain('400 refused')
    expect(clientErrors).toEqual([expect.stringContaining(code)])
    expect((await request1(port, { body: 'still here' })).text).toContain('still here')
  })

  it('hands a head that does not come to an end to onClientError', async () => {
    const { port, clientErrors } = await start({ headersTimeoutMs: 100 })
    const socket = connect(port)
    socket.write('GET / HTTP/1.1\r\nhost:')
    await text(socket)
    expect(clientErrors).toEqual(['ERR_HTTP_REQUEST_TIMEOUT'])
  })
})

describe('HTTP/2 with prior knowledge', () => {
  it('is served, many streams on one connection', async () => {
    const { port } = await start()
    const session = connect2(port)
    const answers = await Promise.all(['a', 'b', 'c'].map((body) => request2(session, { body })))
    expect(answers).toEqual(['2.0 POST / a', '2.0 POST / b', '2.0 POST / c'])
  })

  it('is recognised when its preface comes byte by byte', async () => {
    const { port } = await start()
    const relay = net.createServer((socket) => void dripInto(socket, connect(port)))
    cleanups.push(() => relay.close())
    relay.listen(0, HOST)
    await once(relay, 'listening')
    expect(await request2(connect2(portOf(relay)), { body: 'slow' })).toBe('2.0 POST / slow')
  })

  it('shares the port with HTTP/1.1', async () => {
    const { port } = await start()
    const [one, two] = await Promise.all([request1(port, { body: 'x' }), request2(connect2(port), { body: 'x' })])
    expect([one.text, two]).toEqual(['1.1 POST / x', '2.0 POST / x'])
  })

  it('refuses a header flood, once the client knows the limit, and goes on serving', async () => {
    const { port } = await start()
    const session = connect2(port)
    await request2(session, { body: 'settings are exchanged' })
    await expect(request2(session, { headers: { flood: 'x'.repeat(MAX_HEADER_BYTES * 2) } })).rejects.toThrow()
    expect(await request2(connect2(port), { body: 'still here' })).toContain('still here')
  })

  it('notices a client that leaves in the middle of an upload', async () => {
    const left = new EventEmitter()
    const { port } = await start({ onRequest: (request) => request.resume().on('close', () => left.emit('close')) })
    for (let i = 0; i < 5; i++) {
      const session = connect2(port)
      const stream = session.request({ ':method': 'POST' }).on('error', () => undefined)
      await new Promise((resolve) => stream.write(Buffer.alloc(3_000_000), resolve))
      const noticed = once(left, 'close')
      session.destroy()
      await noticed
    }
  })

  it('survives garbage after the preface', async () => {
    const { port } = await start()
    const socket = connect(port)
    socket.write(`PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${'garbage'.repeat(100)}`)
    await closeOf(socket)
    expect(await request2(connect2(port), { body: 'still here' })).toContain('still here')
  })
})

describe('a connection that says nothing', () => {
  it.each([
    ['nothing', ''],
    ['the beginning of a preface', 'PRI * HT'],
  ])('is closed after headersTimeoutMs when it has sent %s', async (_, bytes) => {
    const { port } = await start({ headersTimeoutMs: 50 })
    const socket = connect(port)
    socket.write(bytes)
    await closeOf(socket)
  })

  it('is closed at once when the client ends it', async () => {
    const { port } = await start()
    const socket = connect(port)
    socket.end('PR')
    await closeOf(socket)
  })

  it('may be reset without harm', async () => {
    const { port } = await start()
    const socket = connect(port)
    await once(socket, 'connect')
    socket.resetAndDestroy()
    expect((await request1(port, { body: 'still here' })).text).toContain('still here')
  })
})

describe('drain', () => {
  it('ends idle connections of both versions, and those that never said a word', async () => {
    const { server, port } = await start()
    const silent = connect(port)
    const one = connect(port)
    one.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n')
    await once(one, 'data')
    const two = connect2(port)
    await request2(two, { body: '' })
    const closes = [closeOf(silent), closeOf(one), closeOf(two)]
    await server.drain()
    await Promise.all(closes)
  })

  it('lets a running HTTP/1.1 response finish', async () => {
    const { server, port, running } = await startHanging()
    const answer = request1(port, { body: '' })
    const response = await running
    const drained = server.drain()
    response.end('done')
    expect((await answer).text).toBe('begun done')
    await drained
  })

  it('lets a running HTTP/2 stream finish', async () => {
    const { server, port, running } = await startHanging()
    const answer = request2(connect2(port), { body: '' })
    const response = await running
    const drained = server.drain()
    response.end('done')
    expect(await answer).toBe('begun done')
    await drained
  })

  it('does not resolve while a response runs', async () => {
    const { server, port, running } = await startHanging()
    const answer = request1(port, { body: '' })
    const response = await running
    let isDrained = false
    const drained = server.drain().then(() => {
      isDrained = true
    })
    const other = connect(port)
    await expect(once(other, 'connect')).rejects.toThrow('ECONNREFUSED')
    expect(isDrained).toBe(false)
    response.end()
    await Promise.all([answer, drained])
  })

  it('resolves on a server that never listened', async () => {
    await createServer().drain()
  })
})

describe('destroy', () => {
  it.each([
    ['HTTP/1.1', (port: number) => request1(port, { body: '' })],
    ['HTTP/2', (port: number) => request2(connect2(port), { body: '' })],
  ])('cuts a running response over %s', async (_, request) => {
    const { server, port, running } = await startHanging()
    const answer = expect(request(port)).rejects.toThrow()
    await running
    await server.destroy()
    await answer
  })

  it('ends a drain that waits', async () => {
    const { server, port, running } = await startHanging()
    const answer = expect(request1(port, { body: '' })).rejects.toThrow()
    await running
    const drained = server.drain()
    await server.destroy()
    await Promise.all([drained, answer])
  })
})

describe('listen', () => {
  it('resolves with the address it got', async () => {
    const { port, address } = await start()
    expect(address).toEqual({ address: HOST, family: 'IPv4', port })
    expect(port).toBeGreaterThan(0)
  })

  it('rejects with EADDRINUSE on a port that is taken', async () => {
    const { port } = await start()
    await expect(createServer().listen(port, HOST)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

function createServer(options: Partial<DualServerOptions> = {}): DualServer {
  const settings = {
    onRequest: echo,
    onClientError: (_: unknown, socket: Duplex) => socket.end('HTTP/1.1 400 refused\r\n\r\n'),
    maxHeaderBytes: MAX_HEADER_BYTES,
    maxHeaderFields: 128,
    headersTimeoutMs: 60_000,
    ...options,
  }
  const server = createDualServer(settings)
  cleanups.push(() => server.destroy())
  return server
}

async function start(options: Partial<DualServerOptions> = {}) {
  const clientErrors: (string | undefined)[] = []
  const server = createServer({
    onClientError: (error, socket) => {
      clientErrors.push(error.code)
      socket.end('HTTP/1.1 400 refused\r\n\r\n')
    },
    ...options,
  })
  const address = await server.listen(0, HOST)
  return { server, address, port: address.port, clientErrors }
}

/** A server whose first response has begun and waits for the test to end it. */
async function startHanging() {
  const begun = new EventEmitter()
  const running = once(begun, 'response').then(([response]): OutgoingResponse => response)
  const started = await start({
    onRequest: (_, response) => {
      writeTo(response, 'begun ')
      begun.emit('response', response)
    },
  })
  return { ...started, running }
}

async function echo(request: IncomingRequest, response: OutgoingResponse): Promise<void> {
  response.end(`${request.httpVersion} ${request.method} ${request.url} ${await text(request)}`)
}

async function request1(port: number, { body, agent }: { body: string; agent?: http.Agent }) {
  const request = http.request({ host: HOST, port, method: 'POST', ...(agent && { agent }) })
  request.end(body)
  const [response]: http.IncomingMessage[] = await once(request, 'response')
  if (!response) throw new Error('no response')
  const { localPort } = response.socket
  return { text: await text(response), localPort }
}

async function request2(
  session: http2.ClientHttp2Session,
  { body = '', headers = {} }: { body?: string; headers?: http2.OutgoingHttpHeaders },
): Promise<string> {
  const stream = session.request({ ':method': 'POST', ':path': '/', ...headers })
  stream.end(body)
  const answer = await text(stream)
  if (stream.rstCode !== http2.constants.NGHTTP2_NO_ERROR || session.destroyed) throw new Error('the stream was reset')
  return answer
}

function connect(port: number): net.Socket {
  const socket = net.connect(port, HOST).on('error', () => {})
  cleanups.push(() => socket.destroy())
  return socket
}

function connect2(port: number): http2.ClientHttp2Session {
  const session = http2.connect(`http://${HOST}:${port}`)
  cleanups.push(() => session.destroy())
  return session
}

function closeOf(connection: net.Socket | http2.ClientHttp2Session): Promise<unknown> {
  if (connection instanceof net.Socket) connection.resume()
  return once(connection, 'close')
}

async function writeSlowly(socket: net.Socket, bytes: Buffer): Promise<void> {
  await once(socket.setNoDelay(), 'connect')
  for (let at = 0; at < bytes.length; at++) {
    socket.write(bytes.subarray(at, at + 1))
    await new Promise(setImmediate)
  }
}

/** Sends the first bytes of a client one by one, then everything both ways. */
async function dripInto(client: net.Socket, upstream: net.Socket): Promise<void> {
  client.on('error', () => {})
  cleanups.push(() => client.destroy())
  const [first]: Buffer[] = await once(client, 'data')
  client.pause()
  await writeSlowly(upstream, first ?? Buffer.alloc(0))
  client.pipe(upstream).pipe(client)
}

function portOf(server: net.Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
