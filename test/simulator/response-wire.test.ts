import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { connect, constants, createServer as createHttp2Server } from 'node:http2'
import type { AddressInfo, Server } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { IncomingRequest, OutgoingResponse } from '../../src/http/dual-server.ts'
import { ResponseWire } from '../../src/simulator/response-wire.ts'
import { collect } from '../fixtures/collect.ts'
import { emptyRecord } from '../fixtures/empty-record.ts'

type Script = (wire: ResponseWire) => unknown

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.close()
  })
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function play(script: Script) {
  const record = emptyRecord()
  const onRequest = (_request: IncomingRequest, response: OutgoingResponse) =>
    void script(new ResponseWire(response, record))
  return { record, onRequest }
}

async function overHttp1(script: Script) {
  const { record, onRequest } = play(script)
  const port = await listen(createServer(onRequest))
  return {
    record,
    outgoing: request({ host: '127.0.0.1', port })
      .on('error', () => {})
      .end(),
  }
}

async function overHttp2(script: Script) {
  const { record, onRequest } = play(script)
  const session = connect(`http://127.0.0.1:${await listen(createHttp2Server(onRequest))}`)
  onTestFinished(() => session.destroy())
  return { record, session, stream: session.on('error', () => {}).request({ ':path': '/' }) }
}

it('sends the head before any body', async () => {
  const { outgoing, record } = await overHttp1((wire) => wire.head(202, { 'x-a': '1' }))
  const [response] = await once(outgoing, 'response')
  expect(response.statusCode).toBe(202)
  expect(record.status).toBe(202)
  outgoing.destroy()
  await record.closed
  expect(record.aborted).toBe(true)
})

it('resets an HTTP/1.1 connection after what it has written', async () => {
  const { outgoing, record } = await overHttp1(async (wire) => {
    wire.head(200, {})
    await wire.write(Buffer.from('seen'))
    await wire.reset()
  })
  const [response] = await once(outgoing, 'response')
  const chunks: Buffer[] = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [error] = await once(response, 'error')
  expect(error.code).toBe('ECONNRESET')
  expect(Buffer.concat(chunks).toString()).toBe('seen')
  await record.closed
  expect(record).toMatchObject({ bytesWritten: 4, aborted: false })
})

it('resets one HTTP/2 stream and leaves its connection alone', async () => {
  const { stream, session, record } = await overHttp2(async (wire) => {
    wire.head(200, {})
    await wire.reset()
  })
  await expect(collect(stream)).rejects.toMatchObject({ code: 'ERR_HTTP2_STREAM_ERROR' })
  expect(session.destroyed).toBe(false)
  await record.closed
  expect(record.aborted).toBe(false)
})

it('breaks a whole HTTP/2 connection', async () => {
  const { session, stream } = await overHttp2((wire) => wire.breakConnection())
  stream.on('error', () => {})
  await once(session, 'close')
  expect(session.destroyed).toBe(true)
})

it.each([
  ['plainly', constants.NGHTTP2_NO_ERROR],
  ['with CANCEL, as the AWS SDK does', constants.NGHTTP2_CANCEL],
])('counts a stream that the client closes %s as aborted', async (_title, code) => {
  const { stream, record } = await overHttp2((wire) => wire.head(200, {}))
  await once(stream, 'response')
  stream.close(code)
  await record.closed
  expect(record.aborted).toBe(true)
})

it('tells a writer that the client has left', async () => {
  let wire: ResponseWire | undefined
  const { stream, record } = await overHttp2((opened) => {
    wire = opened
    opened.head(200, {})
  })
  await once(stream, 'response')
  stream.close(constants.NGHTTP2_CANCEL)
  await record.closed
  expect(await wire?.write(Buffer.from('late'))).toBe(false)
  expect(record).toMatchObject({ bytesWritten: 0, aborted: true })
})
