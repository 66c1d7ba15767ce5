import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { EVENT_STREAM_CODEC } from '../../src/http/event-stream-codec.ts'
import { BARE, modelPath } from '../fixtures/model-requests.ts'
import { startBinary } from '../fixtures/start-binary.ts'
import { longestStall } from './probe.ts'

const MOST_MS = 100
const BYTES = 31 * 1024 * 1024

/** A text over and over again between a beginning and an end: as long as a body may be. */
function large(begin: string, text: string, end: string): Buffer {
  const times = Math.floor(BYTES / Buffer.byteLength(text))
  return Buffer.concat([Buffer.from(begin), Buffer.alloc(times * Buffer.byteLength(text), text), Buffer.from(end)])
}

const NAMED = `{"model":"${BARE}","messages":[],`

const BODIES: readonly (readonly [what: string, body: Buffer])[] = [
  ['tiny members', large(NAMED, '"a":1,', '"z":1}')],
  ['tiny members of a member', large(`${NAMED}"x":{`, '"a":1,', '"z":1}}')],
  ['tiny members with escapes', large(`${NAMED}"thinking":{`, '"\\u0061":1,', '"z":1}}')],
  ['tiny elements', large(`${NAMED}"tools":[`, '{},', '{}]}')],
  ['flags', large(`${NAMED}"anthropic_beta":[`, '"a",', '"a"]}')],
  ['quotes in a string', large(`${NAMED}"x":"`, '\\"', '"}')],
  ['brackets', large(`${NAMED}"x":`, '[', '')],
  ['white space', large(NAMED, ' ', '"z":1}')],
  ['text', large(`${NAMED}"x":"`, 'some text ', '"}')],
  ['a model of 32 MB', large('{"model":"', 'a', '"}')],
  ['gzip', gzipSync(large(`${NAMED}"x":{`, '"a":1,', '"z":1}}'))],
]

const ROUTES = [
  '/openai/v1/chat/completions',
  '/v1/messages',
  '/v1/messages/count_tokens',
  modelPath('converse'),
  '/async-invoke',
]

it.each(BODIES)('A body of %s stalls nobody, on whatever route', async (what, body) => {
  const headers: Record<string, string> = what === 'gzip' ? { 'content-encoding': 'gzip' } : {}
  const upstream = await startUpstream((_path) => ['application/json', [Buffer.from('{"inputTokens":1}')]])
  const { url } = await startBinary({ upstreamUrl: upstream, args: ['--log-level', 'error'] })
  for (const route of ROUTES) {
    const stallMs = await longestStall(url, () => send(`${url}${route}`, body, headers))
    expect(stallMs, `${what} on ${route}`).toBeLessThan(MOST_MS)
  }
})

const frames = (json: string) => Buffer.from(EVENT_STREAM_CODEC.encode({ headers: {}, body: Buffer.from(json) }))

const ANSWERS: readonly (readonly [what: string, mediaType: string, text: Buffer])[] = [
  ['empty lines', 'text/event-stream', Buffer.from('\n')],
  ['empty events', 'text/event-stream', Buffer.from('data:\n\n')],
  ['events that tell usage', 'text/event-stream', Buffer.from('data:{"usage":{"input_tokens":1}}\n\n')],
  ['tiny members', 'application/json', Buffer.from('"usage":{"input_tokens":1},')],
  ['empty frames', 'application/vnd.amazon.eventstream', frames('')],
  ['frames that tell usage', 'application/vnd.amazon.eventstream', frames('{"usage":{"inputTokens":1}}')],
]

it.each(ANSWERS)('An answer of %s stalls nobody', async (what, mediaType, text) => {
  const chunk = Buffer.alloc(64 * 1024 - ((64 * 1024) % text.length), text)
  const chunks = [...(mediaType === 'application/json' ? [Buffer.from('{')] : []), ...Array(512).fill(chunk)]
  const upstream = await startUpstream(() => [mediaType, chunks])
  const { url } = await startBinary({ upstreamUrl: upstream, args: ['--log-level', 'error'] })
  const stallMs = await longestStall(url, () =>
    send(`${url}${modelPath('invoke-with-response-stream')}`, Buffer.from('{}')),
  )
  expect(stallMs, what).toBeLessThan(MOST_MS)
})

/** An upstream that reads whatever it is sent and answers what it is told. */
async function startUpstream(
  answer: (path: string) => readonly [mediaType: string, chunks: readonly Buffer[]],
): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const [mediaType, chunks] = answer(request.url ?? '')
      response.writeHead(200, { 'content-type': mediaType })
      for (const chunk of chunks) response.write(chunk)
      response.end()
    })
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Sends a body and reads whatever comes back. */
async function send(url: string, body: Buffer, headers: Record<string, string> = {}): Promise<void> {
  const fields = { 'content-type': 'application/json', 'content-length': String(body.length), ...headers }
  const request = httpRequest(url, { method: 'POST', headers: fields })
  request.end(body)
  const [response] = await once(request, 'response')
  response.resume()
  await once(response, 'end')
}
