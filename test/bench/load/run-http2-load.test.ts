import { once } from 'node:events'
import { createServer, type Http2Server } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { runHttp2Load } from '../../../bench/load/run-http2-load.ts'

const REQUEST = { target: '/model/m/converse', body: Buffer.from('{}') }
const LIMITS = { connections: 3, maxRequests: 9, maxMs: 60_000 }

it('asks over one connection, and tells the times of every request', async () => {
  const { url, seen, sessions } = await start(200)
  const { totalMs, firstByteMs } = await runHttp2Load(url, { request: REQUEST, ...LIMITS })
  expect([totalMs.length, firstByteMs.length, seen.length, sessions()]).toEqual([9, 9, 9, 1])
  expect(new Set(seen)).toEqual(new Set(['POST /model/m/converse {}']))
})

it('measures no wrong answer', async () => {
  const { url } = await start(503)
  await expect(runHttp2Load(url, { request: REQUEST, ...LIMITS })).rejects.toThrow('Not a 200: 503')
})

async function start(status: number) {
  const seen: string[] = []
  let sessions = 0
  const server: Http2Server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    seen.push(`${request.method} ${request.url} ${body}`)
    response.writeHead(status).end('answer')
  })
  server.on('session', () => sessions++).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return { url, seen, sessions: () => sessions }
}
