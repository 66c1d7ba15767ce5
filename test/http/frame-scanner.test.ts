import { randomBytes } from 'node:crypto'
import { EventStreamCodec } from '@smithy/eventstream-codec'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { everyFrame, FrameLengthError, FrameScanner } from '../../src/http/frame-scanner.ts'
import { checkProperty } from '../fixtures/check-property.ts'

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString(),
  (text) => Buffer.from(text),
)
const FRAMES = ['', 'a', 'x'.repeat(300)].map((text) =>
  Buffer.from(codec.encode({ headers: {}, body: Buffer.from(text) })),
)
const STREAM = Buffer.concat(FRAMES)
const BOUNDARIES = new Set([0, ...FRAMES.map((_, i) => Buffer.concat(FRAMES.slice(0, i + 1)).length)])

describe('FrameScanner', () => {
  it('is between frames before the first byte', () => {
    expect(new FrameScanner().isBetweenFrames).toBe(true)
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
    const boundary = new FrameScanner()
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
  const boundary = new FrameScanner()
  for (const chunk of chunks) boundary.feed(chunk)
  return boundary.isBetweenFrames
}

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

describe('everyFrame', () => {
  it('finds the same frames wherever the bytes are cut', () => {
    const lengths = fc.array(fc.integer({ min: 16, max: MAX_FRAME_BYTES }), { maxLength: 6 })
    const places = fc.array(fc.nat(), { maxLength: 30 })
    checkProperty(
      fc.property(lengths, places, (frameLengths, cuts) => {
        const frames = frameLengths.map(frameOf)
        const { scanner, found } = scanEvery()
        for (const chunk of cut(Buffer.concat(frames), cuts)) scanner.feed(chunk)
        expect(found).toEqual(frames)
        expect([scanner.isBetweenFrames, scanner.heldBytes]).toEqual([true, 0])
      }),
    )
  })

  it('finds frames that come byte by byte', () => {
    const { scanner, found } = scanEvery()
    const frame = frameOf(300)
    for (const byte of frame) scanner.feed(Buffer.of(byte))
    expect(found).toEqual([frame])
  })

  it.each([1, 3, 4, 5, 299])('is inside of a frame after %i of its bytes', (count) => {
    const { scanner, found } = scanEvery()
    scanner.feed(frameOf(300).subarray(0, count))
    expect([found, scanner.isBetweenFrames, scanner.heldBytes]).toEqual([[], false, count])
  })

  it.each([
    [MAX_FRAME_BYTES + 1, true],
    [0xffff_ffff, true],
    [15, false],
    [0, false],
  ])('refuses a frame of %i bytes by its prelude alone', (frameBytes, isTooLong) => {
    const prelude = Buffer.alloc(4)
    prelude.writeUInt32BE(frameBytes)
    const feed = () => scanEvery().scanner.feed(prelude)
    expect(feed).toThrow(FrameLengthError)
    expect(feed).toThrow(expect.objectContaining({ frameBytes, isTooLong }))
  })

  it('hands out the frames before the one that is at fault', () => {
    const frame = frameOf(20)
    const { scanner, found } = scanEvery()
    expect(() => scanner.feed(Buffer.concat([frame, Buffer.alloc(4)]))).toThrow(FrameLengthError)
    expect(found).toEqual([frame])
  })
})

describe('A listener', () => {
  it('gets the frames that it wants, and nothing is held of the others', () => {
    const found: number[] = []
    const scanner = new FrameScanner({
      wants: (frameBytes) => frameBytes < 50,
      onFrame: (frame) => found.push(frame.length),
    })
    for (const frame of [20, 100, 30].map(frameOf)) {
      scanner.feed(frame.subarray(0, 10))
      expect(scanner.heldBytes).toBe(frame.length < 50 ? 10 : 0)
      scanner.feed(frame.subarray(10))
    }
    expect([found, scanner.isBetweenFrames]).toEqual([[20, 30], true])
  })

  it('gets a frame that is there in one piece without a copy', () => {
    const chunk = Buffer.concat([frameOf(20), frameOf(30)])
    const found: Buffer[] = []
    new FrameScanner({ wants: () => true, onFrame: (frame) => found.push(frame) }).feed(chunk)
    expect(found.map(({ buffer }) => buffer === chunk.buffer)).toEqual([true, true])
  })
})

function scanEvery() {
  const found: Buffer[] = []
  return { found, scanner: new FrameScanner(everyFrame(MAX_FRAME_BYTES, (frame) => found.push(frame))) }
}
