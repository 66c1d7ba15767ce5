import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FrameLengthError, FrameSplitter } from '../../src/http/frame-splitter.ts'

const MAX_FRAME_BYTES = 1000

/** A frame as far as a splitter looks at it: its length, then anything. */
function frameOf(byteLength: number): Buffer {
  const frame = randomBytes(byteLength)
  frame.writeUInt32BE(byteLength)
  return frame
}

/** Bytes cut at these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const edges = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return edges.slice(1).map((end, i) => bytes.subarray(edges[i], end))
}

describe('FrameSplitter', () => {
  it('finds the same frames wherever the bytes are cut', () => {
    const lengths = fc.array(fc.integer({ min: 16, max: MAX_FRAME_BYTES }), { maxLength: 6 })
    const places = fc.array(fc.nat(), { maxLength: 30 })
    fc.assert(
      fc.property(lengths, places, (frameLengths, cuts) => {
        const frames = frameLengths.map(frameOf)
        const splitter = new FrameSplitter(MAX_FRAME_BYTES)
        const found = cut(Buffer.concat(frames), cuts).flatMap((chunk) => [...splitter.feed(chunk)])
        expect(found).toEqual(frames)
        expect(splitter.isBetweenFrames).toBe(true)
      }),
    )
  })

  it('finds frames that come byte by byte', () => {
    const splitter = new FrameSplitter(MAX_FRAME_BYTES)
    const frame = frameOf(300)
    const found = [...frame].flatMap((byte) => [...splitter.feed(Buffer.of(byte))])
    expect(found).toEqual([frame])
  })

  it.each([1, 3, 4, 5, 299])('is inside of a frame after %i of its bytes', (count) => {
    const splitter = new FrameSplitter(MAX_FRAME_BYTES)
    expect([...splitter.feed(frameOf(300).subarray(0, count))]).toEqual([])
    expect(splitter.isBetweenFrames).toBe(false)
  })

  it.each([
    [MAX_FRAME_BYTES + 1, true],
    [0xffff_ffff, true],
    [15, false],
    [0, false],
  ])('refuses a frame of %i bytes by its prelude alone', (frameBytes, isTooLong) => {
    const prelude = Buffer.alloc(4)
    prelude.writeUInt32BE(frameBytes)
    const feed = () => [...new FrameSplitter(MAX_FRAME_BYTES).feed(prelude)]
    expect(feed).toThrow(FrameLengthError)
    expect(feed).toThrow(expect.objectContaining({ frameBytes, isTooLong }))
  })

  it('hands out the frames before the one that is at fault', () => {
    const frame = frameOf(20)
    const found: Buffer[] = []
    expect(() => {
      for (const one of new FrameSplitter(MAX_FRAME_BYTES).feed(Buffer.concat([frame, Buffer.alloc(4)])))
        found.push(one)
    }).toThrow(FrameLengthError)
    expect(found).toEqual([frame])
  })
})
