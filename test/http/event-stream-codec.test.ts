import { expect, it } from 'vitest'
import { EVENT_STREAM_CODEC } from '../../src/http/event-stream-codec.ts'

const FRAME = EVENT_STREAM_CODEC.encode({
  headers: { name: { type: 'string', value: 'é' } },
  body: Buffer.from('body'),
})

it('decodes what it encodes, names and values in UTF-8', () => {
  const { headers, body } = EVENT_STREAM_CODEC.decode(FRAME)
  expect(headers).toEqual({ name: { type: 'string', value: 'é' } })
  expect(Buffer.from(body).toString()).toBe('body')
})

it('throws on a frame in which any single byte was damaged', () => {
  for (const at of FRAME.keys()) {
    const damaged = FRAME.with(at, (FRAME[at] ?? 0) ^ 0xff)
    expect(() => EVENT_STREAM_CODEC.decode(damaged)).toThrow()
  }
})
