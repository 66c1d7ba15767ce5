import { describe, expect, it } from 'vitest'
import { FrameScanner } from '../../../src/http/frame-scanner.ts'
import { observeUsage, type UsageReader } from '../../../src/proxy/account/observe-usage.ts'
import type { UpstreamResponse } from '../../../src/proxy/exchange.ts'
import { chunkFrame, eventFrame } from '../../../src/simulator/event-frames.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const BODY = '{"usage":{"inputTokens":3,"outputTokens":5}}'

const TOLD = {
  ...JSON_TYPE,
  'x-amzn-bedrock-input-token-count': '3',
  'x-amzn-bedrock-output-token-count': '5',
  'x-amzn-bedrock-cache-read-input-token-count': '11',
  'x-amzn-bedrock-cache-write-input-token-count': '0',
}

it('takes the counts of the headers, and then leaves the body alone', () => {
  const observed = observeUsage(responseWith(TOLD))
  expect([observed.onChunk, observed.frames]).toEqual([undefined, undefined])
  expect(observed.usage()).toEqual({ inputTokens: 3, outputTokens: 5, cacheReadTokens: 11, cacheWriteTokens: 0 })
})

it('leaves the body alone of an answer that says nothing', () => {
  const { onChunk, usage } = observeUsage(responseWith({ ...JSON_TYPE, 'x-amzn-bedrock-input-token-count': '3' }))
  expect([onChunk, usage()]).toEqual([undefined, { inputTokens: 3 }])
})

it('reads beside the headers for how long the cache was written', () => {
  const written = { ...TOLD, 'x-amzn-bedrock-cache-write-input-token-count': '7' }
  const { onChunk, usage } = observeUsage(responseWith(written))
  onChunk?.(Buffer.from('{"usage":{"input_tokens":99,"cache_creation":{"ephemeral_1h_input_tokens":7}}}'))
  expect(usage()).toMatchObject({ inputTokens: 3, cacheWriteTokens: 7, cacheWrite1hTokens: 7 })
})

it('reads what the cache did where the headers are silent about it', () => {
  const { 'x-amzn-bedrock-cache-read-input-token-count': _, ...silent } = TOLD
  const { onChunk, usage } = observeUsage(responseWith(silent))
  onChunk?.(Buffer.from('{"usage":{"inputTokens":3,"cacheReadInputTokenCount":11}}'))
  expect(usage()).toEqual({ inputTokens: 3, outputTokens: 5, cacheReadTokens: 11, cacheWriteTokens: 0 })
})

it.each(['', '-1', '1e3', 'x', '9'.repeat(20)])('does not take %j for a count', (text) => {
  expect(observeUsage(responseWith({ 'x-amzn-bedrock-input-token-count': text })).usage()).toEqual({})
})

it('reads the body otherwise', () => {
  const { onChunk, usage } = observeUsage(responseWith(JSON_TYPE))
  for (const piece of [BODY.slice(0, 9), BODY.slice(9)]) onChunk?.(Buffer.from(piece))
  expect(usage()).toEqual({ inputTokens: 3, outputTokens: 5 })
})

it.each(['text/plain', 'constructor', '__proto__'])('reads no body of the media type %s', (contentType) => {
  const { onChunk, frames, usage } = observeUsage(responseWith({ 'content-type': contentType }))
  expect([onChunk, frames, usage()]).toEqual([undefined, undefined, {}])
})

it('reads no body of an error', () => {
  const { onChunk, frames, usage } = observeUsage({ ...responseWith(JSON_TYPE), status: 400 })
  expect([onChunk, frames, usage()]).toEqual([undefined, undefined, {}])
})

function responseWith(headers: Readonly<Record<string, string>>): UpstreamResponse {
  return {
    status: 200,
    statusText: 'OK',
    headers: Object.entries(headers).flat(),
    header: (name) => headers[name],
    pipeTo: () => undefined,
    resume: () => undefined,
  }
}

const EVENT_STREAM = 'application/vnd.amazon.eventstream'
const USED = { inputTokens: 3, outputTokens: 5 }
const METADATA = eventFrame('metadata', { usage: USED, metrics: {} })
const DELTA = eventFrame('contentBlockDelta', { delta: { text: '"usage":{"inputTokens":99}' } })

const CONVERSE = Buffer.concat([eventFrame('messageStart', { role: 'assistant' }), DELTA, METADATA])
const ANTHROPIC = Buffer.concat([
  chunkFrame({ type: 'message_start', message: { usage: { input_tokens: 3, output_tokens: 1 } } }),
  chunkFrame({ type: 'content_block_delta', delta: { text: '{"usage":{"input_tokens":99}}' } }),
  chunkFrame({ type: 'message_delta', usage: { output_tokens: 5 } }),
])
const METRICS = chunkFrame({ 'amazon-bedrock-invocationMetrics': { inputTokenCount: 3, outputTokenCount: 5 } })
const SONIC = chunkFrame({ event: { usageEvent: { totalInputTokens: 3, totalOutputTokens: 5 } } })
const NOVA = chunkFrame({ metadata: { usage: { inputTokens: 3, outputTokens: 5 } } })
const LLAMA = chunkFrame({ generation: 'x', prompt_token_count: 3, generation_token_count: 5 })
const SSE = Buffer.from(
  [
    'event: message_start',
    'data: {"type":"message_start","message":{"usage":{"input_tokens":3,"output_tokens":1}}}',
    '',
    'data:{"type":"content_block_delta","delta":{"text":"\\"usage\\":{\\"input_tokens\\":99}"}}',
    'data: {"usage":null}',
    'data: {"type":"message_delta","usage":{"output_tokens":5}}\r',
    'data: [DONE]',
    '',
  ].join('\n'),
)
const JSON_ANSWER = Buffer.from(JSON.stringify({ output: { usage: 9 }, usage: USED }))

describe.each([
  ['Converse', EVENT_STREAM, CONVERSE],
  ['InvokeModel for Anthropic', EVENT_STREAM, ANTHROPIC],
  ['InvokeModel for anyone', `${EVENT_STREAM}; charset=utf-8`, METRICS],
  ['InvokeModel for Nova', EVENT_STREAM, NOVA],
  ['InvokeModel for Llama', EVENT_STREAM, LLAMA],
  ['Nova Sonic', EVENT_STREAM, SONIC],
  ['server-sent events', 'text/event-stream', SSE],
  ['JSON', 'Application/JSON', JSON_ANSWER],
])('The usage in the answer of %s', (_, contentType, bytes) => {
  it.each([1, 2, 3, 7, 64, bytes.length])('is read from chunks of %d bytes', (size) => {
    const { reader, show } = readerFor(contentType)
    for (let at = 0; at < bytes.length; at += size) show(bytes.subarray(at, at + size))
    expect(reader.usage()).toEqual(USED)
  })
})

describe('A reader of an answer', () => {
  it('lets a frame of more than a megabyte go by, and reads the next one', () => {
    const { reader, show } = readerFor(EVENT_STREAM)
    const long = eventFrame('metadata', { usage: { inputTokens: 99 }, text: 'x'.repeat(1024 * 1024) })
    const bytes = Buffer.concat([long, METADATA])
    for (let at = 0; at < bytes.length; at += 50_000) show(bytes.subarray(at, at + 50_000))
    expect(reader.usage()).toEqual(USED)
  })

  it('lets a line of more than a megabyte go by, and reads the next one', () => {
    const { reader, show } = readerFor('text/event-stream')
    const long = `data: {"usage":{"input_tokens":99},"text":"${'x'.repeat(1024 * 1024)}"}\n`
    for (const bytes of [long.slice(0, 9), long.slice(9), SSE.toString()]) show(Buffer.from(bytes))
    expect(reader.usage()).toEqual(USED)
  })

  it('reads a JSON answer however long it is', () => {
    const { reader, show } = readerFor('application/json')
    show(Buffer.from(JSON.stringify({ usage: USED, text: 'x'.repeat(1024 * 1024) })))
    expect(reader.usage()).toEqual(USED)
  })

  it.each([
    [EVENT_STREAM, Buffer.alloc(64)],
    [EVENT_STREAM, Buffer.alloc(64, 0xff)],
    [EVENT_STREAM, METADATA.subarray(0, -1)],
    [EVENT_STREAM, eventFrame('chunk', { bytes: 7, usage: 'none' })],
    ['text/event-stream', Buffer.from('data: {"usage"\ndata:\n\n')],
    ['application/json', Buffer.from('{"usage":')],
  ])('finds nothing in what is no %s, and does not throw', (contentType, bytes) => {
    const { reader, show } = readerFor(contentType)
    show(bytes)
    expect(reader.usage()).toEqual({})
  })

  it.each(['text/html', 'image/png', ''])('is not there for %j', (contentType) => {
    const { onChunk, frames } = observeUsage(responseWith({ 'content-type': contentType }))
    expect([onChunk, frames]).toEqual([undefined, undefined])
  })
})

/** A reader, and what shows it the bytes of an answer as the relay does. */
function readerFor(contentType: string) {
  const reader: UsageReader = observeUsage(responseWith({ 'content-type': contentType }))
  const frames = new FrameScanner(reader.frames)
  return { reader, show: reader.onChunk ?? ((chunk: Buffer) => frames.feed(chunk)) }
}
