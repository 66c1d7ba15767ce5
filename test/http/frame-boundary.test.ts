import { EventStreamCodec } from '@smithy/eventstream-codec'
import { describe, expect, it } from 'vitest'
import { FrameBoundary } from '../../src/http/frame-boundary.ts'

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString(),
  (text) => Buffer.from(text),
)
const FRAMES = ['', 'a', 'x'.repeat(300)].map((text) =>
  Buffer.from(codec.encode({ headers: {}, body: Buffer.from(text) })),
)
const STREAM = Buffer.concat(FRAMES)
const BOUNDARIES = new Set([0, ...FRAMES.map((_, i) => Buffer.concat(FRAMES.slice(0, i + 1)).length)])

describe('FrameBoundary', () => {
  it('is between frames before the first byte', () => {
    expect(new FrameBoundary().isBetweenFrames).toBe(true)
  })

  it('knows of every offset whether a stream that ends there is whole', () => {
    for (let end = 0; end <= STREAM.length; end++) {
      expect(boundaryAfter([STREAM.subarray(0, end)]), `cut at ${end}`).toBe(BOUNDARIES.has(end))
    }
  })

  it('does not depend on where the chunks are cut', () => {
    for (let cut = 0; cut <= STREAM.length; cut++) {
      expect(boundaryAfter([STREAM.subarray(0, cut), STREAM.subarray(cut)]), `cut at ${cut}`).toBe(true)
    }
  })

  it('follows a stream that comes byte by byte', () => {
    const boundary = new FrameBoundary()
    const seen = Array.from(STREAM, (_, at) => {
      boundary.feed(STREAM.subarray(at, at + 1))
      return boundary.isBetweenFrames ? [at + 1] : []
    })
    expect(new Set([0, ...seen.flat()])).toEqual(BOUNDARIES)
  })

  it('follows a frame of a megabyte', () => {
    const frame = Buffer.from(codec.encode({ headers: {}, body: Buffer.alloc(1024 * 1024) }))
    expect(boundaryAfter([frame.subarray(0, -1)])).toBe(false)
    expect(boundaryAfter([frame, STREAM])).toBe(true)
  })

  it('does not stop at a length that no frame can have', () => {
    expect(boundaryAfter([Buffer.alloc(8)])).toBe(true)
    expect(boundaryAfter([Buffer.from([0xff, 0xff, 0xff, 0xff, 0])])).toBe(false)
  })
})

function boundaryAfter(chunks: readonly Buffer[]): boolean {
  const boundary = new FrameBoundary()
  for (const chunk of chunks) boundary.feed(chunk)
  return boundary.isBetweenFrames
}
