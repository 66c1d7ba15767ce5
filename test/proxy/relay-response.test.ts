import { once } from 'node:events'
import { createServer, IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:http2'
import { type AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { UpstreamResponse } from '../../src/proxy/exchange.ts'
import { relayResponse } from '../../src/proxy/relay-response.ts'
import { modelPath } from '../fixtures/model-requests.ts'
import { connectTo, exchangeRaw, parseRaw, rawRequest } from '../fixtures/raw-exchange.ts'
import { startProxyTo } from '../fixtures/start-pair.ts'
import { type Script, startUpstream } from '../fixtures/start-upstream.ts'

const INVOKE = rawRequest(`POST ${modelPath('invoke')}`, ['host: localhost'], '{}')
const GUARDRAIL = rawRequest('POST /guardrail/a/version/1/apply', ['host: localhost'], '{}')
const LANES = [
  ['inference', INVOKE],
  ['relay', GUARDRAIL],
] as const

describe.each(LANES)('An answer over the %s lane', (_, request) => {
  it('keeps its status line, the order, the letters and the repetitions of its headers', async () => {
    const headers = ['X-Odd-CASE: One', 'set-cookie: a=1', 'Set-Cookie: b=2', 'content-length: 2', 'X-Latin: caf\xe9']
    const proxy = await proxyTo(answering(`HTTP/1.1 218 This Is Fine\r\n${headers.join('\r\n')}\r\n\r\nhi`))
    const response = await exchangeRaw(proxy.url, request)
    expect(response).toMatch(/^HTTP\/1\.1 218 This Is Fine\r\n/)
    expect(response.split('\r\n').slice(1, 5)).toEqual(headers.slice(0, 4))
    expect(response).toMatch(/\r\n\r\nhi$/)
  })

  it.each([
    ['caf\xc3\xa9', 'caf\xc3\xa9'],
    ['don\xe2\x80\x99t', 'don\xe2\x80\x99t'],
    ['bell\x07', ''],
    ['', ''],
  ])('keeps the bytes of the reason phrase %j, unless no phrase may have them', async (sent, received) => {
    const proxy = await proxyTo(answering(`HTTP/1.1 200 ${sent}\r\ncontent-length: 0\r\n\r\n`))
    const socket = await connectTo(proxy.url)
    socket.setEncoding('latin1').write(request)
    const answer = (await socket.toArray()).join('')
    expect(answer.split('\r\n')[0]).toBe(`HTTP/1.1 200 ${received}`)
  })

  it('loses the headers of its connection and gains those of the proxy', async () => {
    const hops = 'Connection: x-hop, keep-alive\r\nKeep-Alive: timeout=1\r\nX-Hop: 1\r\nProxy-Authenticate: Basic'
    const proxy = await proxyTo(answering(`HTTP/1.1 200 OK\r\n${hops}\r\ncontent-length: 0\r\n\r\n`))
    const { head } = parseRaw(await exchangeRaw(proxy.url, request))
    expect(head).not.toMatch(/x-hop|keep-alive|proxy-authenticate|\ndate:/)
    expect(head).toMatch(/\r\nx-bedrock-proxy-attempts: 1\r\n/)
    expect(head).toMatch(/\r\nx-amzn-requestid: [0-9a-f-]{36}/)
  })

  it("keeps the request ID that is Bedrock's", async () => {
    const proxy = await proxyTo(answering('HTTP/1.1 200 OK\r\nX-Amzn-RequestId: theirs\r\ncontent-length: 0\r\n\r\n'))
    const { head } = parseRaw(await exchangeRaw(proxy.url, request))
    expect(head.match(/x-amzn-requestid: .*/g)).toEqual(['x-amzn-requestid: theirs'])
    await expect.poll(() => proxy.records()).toMatchObject([{ requestId: 'theirs' }])
  })

  it('with an error is relayed byte for byte', async () => {
    const body = '{ "Message":"Too many requests" }\n'
    const head = 'HTTP/1.1 429 Too Many Requests\r\nx-amzn-ErrorType: ThrottlingException:http://x/\r\nretry-after: 3'
    const proxy = await proxyTo(answering(`${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`))
    const response = await exchangeRaw(proxy.url, request)
    expect(response.startsWith(head)).toBe(true)
    expect(parseRaw(response).body).toBe(body)
  })

  it('with a redirect is refused, and not followed', async () => {
    const proxy = await proxyTo(
      answering('HTTP/1.1 307 Moved\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n'),
    )
    expect(await exchangeRaw(proxy.url, request)).toMatch(/^HTTP\/1\.1 424 /)
  })

  it('without a body is complete', async () => {
    const proxy = await proxyTo(answering('HTTP/1.1 204 No Content\r\n\r\n'))
    expect(parseRaw(await exchangeRaw(proxy.url, request))).toMatchObject({ status: 204, body: '' })
  })

  it('is preceded by no interim answer of Bedrock', async () => {
    const proxy = await proxyTo(
      answering('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi'),
    )
    expect(await exchangeRaw(proxy.url, request)).toMatch(/^HTTP\/1\.1 200 OK.*hi$/s)
  })

  it('sends each chunk on before the next one comes', async () => {
    let upstream: Socket | undefined
    const proxy = await proxyTo((socket) => {
      upstream = socket
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
    })
    const socket = await connectTo(proxy.url)
    socket.write(request)
    const [head] = await once(socket, 'data')
    expect(String(head)).toMatch(/^HTTP\/1\.1 200 OK/)
    for (const piece of ['one', 'two']) {
      upstream?.write(`3\r\n${piece}\r\n`)
      const [received] = await once(socket, 'data')
      expect(String(received)).toContain(piece)
    }
    upstream?.write('0\r\n\r\n')
    expect(await text(socket)).toContain('0\r\n\r\n')
  })

  it('that breaks off right behind its head shows that it had begun', async () => {
    const proxy = await proxyTo((socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'))
    expect(await exchangeRaw(proxy.url, request)).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n$/s)
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'upstream-broke', responseBytes: 0 }])
  })

  it('that breaks off before its content-length reaches the client as far as it came, and is broken', async () => {
    const proxy = await proxyTo((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 2000000\r\n\r\n${'x'.repeat(1_000_000)}`)
      socket.end()
    })
    const response = await exchangeRaw(proxy.url, request)
    expect(parseRaw(response).body.length).toBe(1_000_000)
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'upstream-broke', responseBytes: 1_000_000 }])
  })

  it('that goes on for longer than the idle timeout is not cut, though its first chunks filled the buffers', async () => {
    const chunk = `5000\r\n${'x'.repeat(0x5000)}\r\n`
    const proxy = await proxyTo(
      async (socket) => {
        socket.write(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${chunk.repeat(3)}`)
        for (let i = 0; i < 8; i++) {
          await pause(100)
          socket.write('1\r\nx\r\n')
        }
        socket.write('0\r\n\r\n')
      },
      { idleTimeoutMs: 300 },
    )
    const response = await exchangeRaw(proxy.url, request)
    expect(response).toMatch(/\r\n0\r\n\r\n$/)
    await expect.poll(() => proxy.records()).toMatchObject([{ ending: 'complete', responseBytes: 3 * 0x5000 + 8 }])
  })
})

describe('An event stream', () => {
  it('that breaks off before its content-length gets no frame of ours', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\ncontent-length: 500\r\n\r\n'
    const proxy = await proxyTo((socket) => socket.end(head))
    expect(parseRaw(await exchangeRaw(proxy.url, INVOKE)).body).toBe('')
  })
})

describe('Over HTTP/2', () => {
  it('repeated headers stay apart and names become lower-case', async () => {
    const proxy = await proxyTo(
      answering(
        'HTTP/1.1 200 OK\r\nX-Twice: 1\r\nx-twice: 2\r\nSet-Cookie: a\r\nset-cookie: b\r\ncontent-length: 0\r\n\r\n',
      ),
    )
    const headers = await head2(proxy.url)
    expect(headers).toMatchObject({ ':status': 200, 'x-twice': '1, 2', 'set-cookie': ['a', 'b'] })
  })

  it('a header that belongs to the connection of HTTP/1.1 ends at the proxy', async () => {
    const proxy = await proxyTo(answering('HTTP/1.1 200 OK\r\nhttp2-settings: AAA\r\ncontent-length: 0\r\n\r\n'))
    const headers = await head2(proxy.url)
    expect(headers[':status']).toBe(200)
    expect(headers).not.toHaveProperty('http2-settings')
  })

  it('a status that HTTP/2 does not know becomes an error of the proxy, which serves on', async () => {
    const proxy = await proxyTo(answering('HTTP/1.1 700 Odd\r\nx-odd: 1\r\ncontent-length: 2\r\n\r\nhi'))
    const headers = await head2(proxy.url)
    expect(headers).toMatchObject({ ':status': 500, 'x-amzn-errortype': 'InternalServerException' })
    expect(headers).not.toHaveProperty('x-odd')
    await expect.poll(() => proxy.records()).toMatchObject([{ status: 500, error: 'internal' }])
    expect(await (await fetch(`${proxy.url}/metrics`)).text()).toContain('bedrock_proxy_open_streams 0')
  })

  it.each(['content-type', 'etag', 'retry-after', 'age'])(
    'an answer with two %s headers is still an answer',
    async (name) => {
      const proxy = await proxyTo(answering(`HTTP/1.1 200 OK\r\n${name}: 1\r\n${name}: 1\r\ncontent-length: 0\r\n\r\n`))
      expect((await head2(proxy.url))[':status']).toBe(200)
    },
  )
})

it('A client of HTTP/1.0 gets a body that ends with its connection, and a reset where it breaks off', async () => {
  const proxy = await proxyTo((socket, _request, connection) => {
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n')
    if (connection === 1) socket.end('0\r\n\r\n')
    else socket.end()
  })
  const request = INVOKE.replace('HTTP/1.1', 'HTTP/1.0')
  expect(parseRaw(await exchangeRaw(proxy.url, request)).body).toBe('hi')
  await expect(exchangeRaw(proxy.url, request)).rejects.toMatchObject({ code: 'ECONNRESET' })
})

it('A client that never reads the last of a complete answer is cut off after the idle timeout', async () => {
  const upstream: UpstreamResponse = {
    status: 200,
    statusText: 'OK',
    headers: [],
    header: () => undefined,
    pipeTo(sink) {
      sink.data(Buffer.alloc(32 * 1024 * 1024))
      sink.end()
    },
    resume: () => undefined,
  }
  const server = createServer((_request, response) => void relayResponse(upstream, response, [], 100))
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const connected = once(server, 'connection')
  const client = await connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  client.pause().write(INVOKE)
  const [socket] = await connected
  await once(socket, 'close')
})

it('A client that has left before its answer begins leaves no timer behind', async () => {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  response.destroy()
  const setTimer = vi.spyOn(globalThis, 'setTimeout')
  const upstream: UpstreamResponse = {
    status: 200,
    statusText: '',
    headers: ['content-type', 'application/json'],
    header: () => undefined,
    resume: () => undefined,
    pipeTo(sink) {
      expect(sink.data(Buffer.from('{}'))).toBe(true)
      sink.fail(new Error('The client left.'))
    },
  }
  expect(await relayResponse(upstream, response, [], 60_000)).toMatchObject({ ending: 'client-left' })
  expect(setTimer).not.toHaveBeenCalled()
})

it('An answer that is all there is relayed in the same turn, and nobody is left who listens for its end', () => {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  const upstream: UpstreamResponse = {
    status: 200,
    statusText: 'OK',
    headers: ['content-length', '2'],
    header: (name) => (name === 'content-length' ? '2' : undefined),
    resume: () => undefined,
    pipeTo(sink) {
      sink.data(Buffer.from('{}'))
      sink.end()
    },
  }
  expect(relayResponse(upstream, response, [], 60_000)).toMatchObject({ ending: 'complete', bytes: 2 })
  expect(response.listenerCount('close')).toBe(0)
})

async function proxyTo(script: Script, settings: Parameters<typeof startProxyTo>[1] = {}) {
  const { url } = await startUpstream(script)
  return startProxyTo(url, settings)
}

function answering(response: string): Script {
  return (socket) => socket.write(Buffer.from(response, 'latin1'))
}

async function head2(origin: string): Promise<Record<string, unknown>> {
  const session = connect(origin)
  onTestFinished(() => session.destroy())
  const stream = session.request({ ':method': 'POST', ':path': modelPath('invoke') })
  stream.end('{}')
  const [headers] = await once(stream, 'response')
  return headers
}
