import { EventStreamCodec } from '@smithy/eventstream-codec'

/** What stands in each answer of AWS, `connection` among it. */
const ALWAYS = [
  'date: Sun, 29 Nov 2026 12:00:00 GMT',
  'connection: keep-alive',
  'x-amzn-requestid: 4f1c2f0e-7b55-4c7b-9d8e-1f2a3b4c5d6e',
]

/** A whole response to Converse, head and body. */
export const CONVERSE_ANSWER = converseAnswer()

/** The parts of a ConverseStream response: 500 content deltas, each in one HTTP chunk. */
export const STREAM_HEAD = head(['content-type: application/vnd.amazon.eventstream', 'transfer-encoding: chunked'])
export const STREAM_CHUNKS: readonly Buffer[] = Array.from({ length: 500 }, (_, i) => httpChunk(deltaFrame(i)))
export const STREAM_END = Buffer.from('0\r\n\r\n')

function converseAnswer(): Buffer {
  const body = Buffer.from(
    JSON.stringify({
      output: { message: { role: 'assistant', content: [{ text: 'Hello from the upstream.' }] } },
      stopReason: 'end_turn',
      usage: { inputTokens: 12, outputTokens: 6, totalTokens: 18 },
    }),
  )
  return Buffer.concat([head(['content-type: application/json', `content-length: ${body.length}`]), body])
}

function head(fields: readonly string[]): Buffer {
  return Buffer.from(`${['HTTP/1.1 200 OK', ...ALWAYS, ...fields].join('\r\n')}\r\n\r\n`)
}

function deltaFrame(index: number): Uint8Array {
  const codec = new EventStreamCodec(
    (bytes) => Buffer.from(bytes as Uint8Array).toString('utf8'),
    (text) => Buffer.from(text, 'utf8'),
  )
  const headers = {
    ':event-type': { type: 'string' as const, value: 'contentBlockDelta' },
    ':content-type': { type: 'string' as const, value: 'application/json' },
    ':message-type': { type: 'string' as const, value: 'event' },
  }
  return codec.encode({
    headers,
    body: Buffer.from(JSON.stringify({ contentBlockIndex: 0, delta: { text: ` token ${index}` } })),
  })
}

function httpChunk(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
}
