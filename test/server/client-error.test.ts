import { EventEmitter, once } from 'node:events'
import { connect } from 'node:http2'
import { type AddressInfo, createServer } from 'node:net'
import { PassThrough } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { HTTP2_MISSING } from '../../src/http/accept-http2.ts'
import { answerClientError } from '../../src/server/client-error.ts'
import type { RequestRecord } from '../../src/telemetry/request-record.ts'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { connectTo, exchangeRaw, parseRaw } from '../fixtures/raw-exchange.ts'
import { startLenientPair as startPair } from '../fixtures/start-lenient.ts'
import { startProxyTo } from '../fixtures/start-pair.ts'
import { startUpstream } from '../fixtures/start-upstream.ts'

const HEAD = `POST ${modelPath('invoke')} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n`

it.each([
  ['no HTTP at all', 'hello\r\n\r\n', 400, 'ValidationException'],
  ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00', 400, 'ValidationException'],
  ['two lengths', `${HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`, 400, 'ValidationException'],
  ['length and chunks', `${HEAD}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}`, 400, 'ValidationException'],
  ['a length that is no number', `${HEAD}content-length: 2x\r\n\r\n{}`, 400, 'ValidationException'],
  ['a folded header', `${HEAD}x-a: b\r\n c\r\n\r\n`, 400, 'ValidationException'],
  ['a chunk size that is no number', `${HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n`, 400, 'ValidationException'],
  ['a CONNECT', 'CONNECT a.b:443 HTTP/1.1\r\nhost: a.b:443\r\n\r\n', 404, 'UnknownOperationException'],
  ['a header flood', `${HEAD}x-flood: ${'a'.repeat(70_000)}\r\n\r\n`, 431, 'RequestHeaderFieldsTooLargeException'],
])('%s is answered with an error in the shape of AWS', async (_, raw, status, exception) => {
  const { proxy, simulator } = await startPair()
  const text = await exchangeRaw(proxy.url, Buffer.from(raw, 'latin1'), { halfClose: true })
  const response = parseRaw(text)
  expect(response.status).toBe(status)
  expect(response.head).toContain(`x-amzn-errortype: ${exception.toLowerCase()}`)
  expect(JSON.parse(response.body)).toEqual({ message: expect.any(String) })
  expect(simulator.requests).toEqual([])
  expect((await post(proxy.url, modelPath('invoke'))).status).toBe(200)
})

it('Whoever speaks TLS is told, in the log above all, to begin the base URL with http://', async () => {
  const { proxy } = await startPair()
  await expect(fetch(proxy.url.replace('http:', 'https:'))).rejects.toThrow()
  const why = expect.stringMatching(/began with TLS.*http:\/\/\.$/)
  await expect.poll(() => proxy.records()).toMatchObject([{ status: 400, error: 'malformed-request', why }])
})

it.each([
  ['an HTTP/2 preface that is none', 'INVALID CONNECTION PREFACE\r\n\r\n'],
  ['SIP', 'INVITE sip:a@127.0.0.1 SIP/2.0\r\n\r\n'],
])('%s gets no answer of a protocol that it does not speak, and leaves a record', async (_, raw) => {
  const { proxy, simulator } = await startPair()
  expect(await exchangeRaw(proxy.url, raw)).toBe('')
  await expect
    .poll(() => proxy.records())
    .toMatchObject([{ status: 400, error: 'malformed-request', responseBytes: 0 }])
  expect(simulator.requests).toEqual([])
})

it('A header with a space before its colon never goes on, whether or not this Node refuses it', async () => {
  const { proxy, simulator } = await startPair()
  const text = await exchangeRaw(
    proxy.url,
    `${HEAD}content-length: 2\r\nx-amzn-bedrock-trace : b\r\nconnection: close\r\n\r\n{}`,
  )
  const [request] = simulator.requests
  expect(parseRaw(text).status).toBe(request ? 200 : 400)
  expect(request?.headers.join() ?? '').not.toContain('x-amzn-bedrock-trace')
})

it('What is no request leaves one record, under the request ID that its sender was told', async () => {
  const { proxy } = await startPair()
  const { head, body } = parseRaw(await exchangeRaw(proxy.url, '\x16\x03\x01\x02\x00\x01\x00', { halfClose: true }))
  const requestId = /x-amzn-requestid: (.*)/.exec(head)?.[1]
  const refusal = { status: 400, ending: 'answered-here', error: 'malformed-request', fault: 'client', attempts: 0 }
  await expect
    .poll(() => proxy.records())
    .toMatchObject([{ requestId, operation: '-', ...refusal, responseBytes: body.length }])
})

it.each([
  ['its content-length', 'content-length: 100\r\n\r\n{"a":'],
  ['its chunks', 'transfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n'],
])('A body that ends too soon, by %s, is answered with a 400 where the client still listens', async (_, rest) => {
  const { proxy, simulator } = await startPair()
  const text = await exchangeRaw(proxy.url, HEAD + rest, { halfClose: true })
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400'])
  expect(JSON.parse(parseRaw(text).body).message).toMatch(/ended before it was complete/)
  expect(simulator.requests).toEqual([])
  await expect.poll(() => proxy.records()).toHaveLength(1)
  expect((await post(proxy.url, modelPath('invoke'))).status).toBe(200)
})

it('A request that was answered before its body came gets no second answer when the body ends too soon', async () => {
  const { proxy } = await startPair()
  const raw = 'POST /nowhere HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{'
  const text = await exchangeRaw(proxy.url, raw, { halfClose: true })
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404'])
})

it('What follows a request that ends its connection takes nothing from its answer', async () => {
  const { proxy, simulator } = await startPair()
  const text = await exchangeRaw(proxy.url, `${HEAD}content-length: 2\r\nconnection: close\r\n\r\n{}${HEAD}\r\n`)
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200'])
  expect(simulator.requests).toHaveLength(1)
})

it('A client of HTTP/2, which an upgrade has taken away, is cut without an answer, and the record says what to do', () => {
  const records: RequestRecord[] = []
  const telemetry = {
    streamOpened() {},
    streamClosed() {},
    requestFinished: (record: RequestRecord) => void records.push(record),
  }
  const socket = new PassThrough()
  const missing = Object.assign(new Error('missing'), { code: HTTP2_MISSING })
  answerClientError(missing, socket, { region: 'a', telemetry })
  expect([socket.destroyed, socket.read()]).toEqual([true, null])
  expect(records).toMatchObject([{ error: 'internal', why: expect.stringMatching(/Restart it\.$/), responseBytes: 0 }])
})

it('A client that is refused and does not go is cut', async () => {
  const cut = new EventEmitter()
  const telemetry = { streamOpened() {}, streamClosed() {}, requestFinished() {} }
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    answerClientError(
      new Error('refused'),
      socket.on('close', () => cut.emit('close')),
      { region: 'a', telemetry },
    )
  })
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = await connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const closed = once(cut, 'close')
  await once(socket.resume(), 'end')
  await closed
})

it('Garbage behind a request never gets into the answer that is under way', async () => {
  const upstream = await startUpstream((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n01234')
  })
  const proxy = await startProxyTo(upstream.url)
  const socket = await connectTo(proxy.url)
  let received = ''
  socket.on('data', (chunk) => {
    if (received === '') socket.write('garbage\r\n\r\n')
    received += chunk
  })
  socket.write(`${HEAD}content-length: 2\r\n\r\n{}`)
  await Promise.race([once(socket, 'end'), once(socket, 'close')])
  expect(received).not.toMatch(/HTTP\/1\.1 400|BadRequest|ValidationException/)
})

it('A header flood over HTTP/2 breaks its stream and the proxy serves on', async () => {
  const { proxy, simulator } = await startPair()
  const session = connect(proxy.url, { maxSendHeaderBlockLength: 1024 * 1024 })
  onTestFinished(() => session.destroy())
  session.on('error', () => undefined)
  await once(session, 'remoteSettings')
  const flood = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`x-flood-${i}`, 'a'.repeat(2000)]))
  const stream = session.request({ ':method': 'POST', ':path': modelPath('invoke'), ...flood })
  await expect(once(stream, 'response')).rejects.toThrow('ENHANCE_YOUR_CALM')
  expect(simulator.requests).toEqual([])
  expect((await post(proxy.url, modelPath('invoke'))).status).toBe(200)
})
