import { afterEach, describe, expect, it, vi } from 'vitest'
import { operationNamed } from '../../src/bedrock/operations.ts'
import { EVENT_STREAM_CODEC } from '../../src/http/event-stream-codec.ts'
import { observeUsage } from '../../src/proxy/account/observe-usage.ts'
import { BodyLook, searchFor } from '../../src/proxy/look-into-body.ts'
import { matchOperation } from '../../src/proxy/match-operation.ts'
import { takenBody } from '../fixtures/taken-body.ts'

const MEBIBYTE = 1024 * 1024
const PIECE_BYTES = 64 * 1024
const PIECES = MEBIBYTE / PIECE_BYTES

/** So much of a text that it is a mebibyte. */
const filled = (text: string) => Buffer.from(text.repeat(Math.ceil(MEBIBYTE / text.length))).subarray(0, MEBIBYTE)

/** How often work calls for memory of its own: what grows with the number of tiny elements would be called a million times. */
function callsDuring(work: () => void): number {
  const spies = [
    vi.spyOn(JSON, 'parse'),
    vi.spyOn(Buffer, 'from'),
    vi.spyOn(Buffer, 'concat'),
    vi.spyOn(Buffer, 'allocUnsafe'),
    vi.spyOn(Buffer.prototype, 'subarray'),
    vi.spyOn(Buffer.prototype, 'toString'),
  ]
  work()
  return spies.reduce((sum, { mock }) => sum + mock.calls.length, 0)
}

function inPieces(bytes: Buffer): Buffer[] {
  return Array.from({ length: PIECES }, (_, i) => bytes.subarray(i * PIECE_BYTES, (i + 1) * PIECE_BYTES))
}

afterEach(() => {
  vi.restoreAllMocks()
})

const TINY_JSON = [
  '"a":1,',
  '"\\u0061":1,',
  '"":{},',
  '[],',
  '"",',
  '\\"',
  '{"a":',
  '[',
  ' ',
  '1',
  '"model":1,',
  '"usage":{"input_tokens":1},',
]

describe('A body of tiny elements is read without memory for each of them', () => {
  it.each(TINY_JSON)('%j at the top level, nested, and in a string', (text) => {
    for (const begin of ['{', '{"x":{', '{"x":[', '{"x":"', '{"thinking":{', '{"anthropic_beta":[']) {
      const pieces = inPieces(filled(text))
      const look = new BodyLook(searchFor(operationNamed('Messages')) as never)
      look.feed(Buffer.from(begin))
      const calls = callsDuring(() => {
        for (const piece of pieces) look.feed(piece)
      })
      // Beside what every piece costs, each of at most 1,000 keys may be compared with that of the model.
      expect(calls).toBeLessThan(PIECES * 100 + 3 * 1000)
      vi.restoreAllMocks()
    }
  })

  it('and kept without memory for each of its chunks', () => {
    const chunks = Array.from({ length: 100_000 }, () => 'x')
    const body = takenBody(matchOperation('POST', '/model/a.b/invoke'), ...chunks)
    expect(body.chunks.length).toBeLessThan(30)
  })
})

const TINY_EVENTS = [
  '\n',
  '\r\n',
  'data:\n',
  'data: \n\n',
  'data:{}\n',
  ':\n',
  'data:{"usage":\n',
  'data:{"usage":{}}\n\n',
  'd',
]

describe('An answer of tiny elements is read without memory for each of them', () => {
  it.each(TINY_EVENTS)('server-sent events: %j', (text) => {
    expect(callsOfReader('text/event-stream', filled(text))).toBeLessThan(PIECES * 4)
  })

  it.each(TINY_JSON)('JSON: %j', (text) => {
    for (const begin of ['{', '{"usage":{', '{"message":{']) {
      expect(callsOfReader('application/json', Buffer.concat([Buffer.from(begin), filled(text)]))).toBeLessThan(
        PIECES * 4,
      )
    }
  })

  it('event streams: nothing is parsed of frames that tell no usage, and little of those that say they do', () => {
    const reader = observeUsage(answerOf('application/vnd.amazon.eventstream'))
    const frames = ['', '{}', '{"bytes":""}', '{"bytes":"', '{"usage":', '{"usage":{}}'].map((json) =>
      Buffer.from(EVENT_STREAM_CODEC.encode({ headers: {}, body: Buffer.from(json) })),
    )
    const calls = callsDuring(() => {
      for (let i = 0; i < 1000; i++) for (const frame of frames) reader.frames?.onFrame(frame)
    })
    expect(vi.mocked(JSON.parse)).not.toHaveBeenCalled()
    expect(calls).toBeLessThan(6000 * 6)
  })
})

function callsOfReader(mediaType: string, bytes: Buffer): number {
  const reader = observeUsage(answerOf(mediaType))
  const pieces = inPieces(bytes)
  return callsDuring(() => {
    for (const piece of pieces) reader.onChunk?.(piece)
  })
}

function answerOf(mediaType: string) {
  return { status: 200, header: (name: string) => (name === 'content-type' ? mediaType : undefined) } as never
}
