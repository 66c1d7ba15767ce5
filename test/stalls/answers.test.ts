import { it } from 'vitest'
import { EVENT_STREAM_CODEC } from '../../src/http/event-stream-codec.ts'
import { modelPath } from '../fixtures/model-requests.ts'
import {
  type Answer,
  expectNoStall,
  INVOKE_STREAM,
  large,
  send,
  startProxy,
  startRawUpstream,
  startUpstream,
} from './hostile.ts'

const EVENT = {
  ':message-type': { type: 'string', value: 'event' },
  ':event-type': { type: 'string', value: 'chunk' },
} as const

const frameOf = (json: string, headers = {}) =>
  Buffer.from(EVENT_STREAM_CODEC.encode({ headers, body: Buffer.from(json) }))
const chunkOf = (json: string) => frameOf(JSON.stringify({ bytes: Buffer.from(json).toString('base64') }), EVENT)

const EVENT_STREAM = 'application/vnd.amazon.eventstream'

const ANSWERS: readonly (readonly [what: string, mediaType: string, text: Buffer])[] = [
  ['empty lines', 'text/event-stream', Buffer.from('\n')],
  ['empty events', 'text/event-stream', Buffer.from('data:\n\n')],
  ['events that tell usage', 'text/event-stream', Buffer.from('data:{"usage":{"input_tokens":1}}\n\n')],
  ['tiny members', 'application/json', Buffer.from('"usage":{"input_tokens":1},')],
  ['empty frames', EVENT_STREAM, frameOf('')],
  ['frames that tell usage', EVENT_STREAM, frameOf('{"usage":{"inputTokens":1}}')],
  ['chunks that tell usage', EVENT_STREAM, chunkOf('{"type":"a","usage":{"inputTokens":1}}')],
  ['frames of 16 MB', EVENT_STREAM, chunkOf(`{"type":"a","x":"${'y\\n'.repeat(4_000_000)}"}`)],
  ['lines in frames of 4 MB', EVENT_STREAM, chunkOf(`{"type":"a"${'\n'.repeat(3_000_000)}}`)],
  ['HTML', 'text/html', Buffer.from('<p>')],
]

/** Who reads an answer. What the mantle sends comes over the same lane as that of OpenAI's routes, and cannot be led elsewhere. */
const READERS: readonly (readonly [who: string, path: string])[] = [
  ['Bedrock', INVOKE_STREAM],
  ['the Messages door', '/v1/messages'],
  ["OpenAI's route", '/openai/v1/chat/completions'],
  ['the relay', '/guardrail/abc/version/1/apply'],
  ['the control plane', '/inference-profiles'],
]

const REQUEST = '{"model":"anthropic.claude-sonnet-4-6","stream":true,"max_tokens":1,"messages":[]}'

it.each(ANSWERS)('An answer of %s stalls nobody, whoever reads it', async (what, mediaType, text) => {
  const begin = mediaType === 'application/json' ? '{' : ''
  const bytes = large(begin, text, '')
  const chunks = Array.from({ length: 512 }, (_, i) =>
    bytes.subarray((i * bytes.length) / 512, ((i + 1) * bytes.length) / 512),
  )
  const url = await startProxy(
    await startUpstream((path) =>
      path.startsWith('/anthropic/') ? UNKNOWN : { headers: { 'content-type': mediaType }, chunks },
    ),
  )
  for (const [who, path] of READERS) {
    await expectNoStall(url, `${what} by ${who}`, () => send(`${url}${path}`, REQUEST))
  }
})

const UNKNOWN: Answer = { status: 404, headers: { 'x-amzn-errortype': 'UnknownOperationException' }, chunks: [] }

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n'

const RAW: readonly (readonly [what: string, bytes: Buffer])[] = [
  ['chunks of a byte', large(HEAD, '1\r\nx\r\n', '0\r\n\r\n', 3_000_000)],
  ['interim answers', large('', 'HTTP/1.1 103 Early Hints\r\n\r\n', `${HEAD}0\r\n\r\n`, 10_000_000)],
  [
    'interim answers with headers',
    large('', `HTTP/1.1 103 Early Hints\r\n${'a:\r\n'.repeat(100)}\r\n`, `${HEAD}0\r\n\r\n`),
  ],
  ['headers', large('HTTP/1.1 200 OK\r\n', 'a: b\r\n', '\r\n')],
  ['a header', large('HTTP/1.1 200 OK\r\na: ', 'b', '\r\n\r\n')],
  ['headers that are just enough', Buffer.from(`HTTP/1.1 200 OK\r\n${'a:\r\n'.repeat(4000)}content-length: 0\r\n\r\n`)],
  ['a chunk extension', large(`${HEAD}1`, ';a=b', '\r\nx\r\n0\r\n\r\n')],
  ['trailers', large(`${HEAD}0\r\n`, 'a: b\r\n', '\r\n')],
]

it.each(RAW)('An answer of %s stalls nobody', async (what, bytes) => {
  const url = await startProxy(await startRawUpstream(bytes))
  for (const path of [modelPath('converse'), '/v1/messages', '/guardrail/abc/version/1/apply']) {
    await expectNoStall(url, `${what} on ${path}`, () => send(`${url}${path}`, REQUEST).catch(() => undefined))
  }
})
