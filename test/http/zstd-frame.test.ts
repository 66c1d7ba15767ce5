import { describe, expect, it } from 'vitest'
import { ZstdError, ZstdFrame } from '../../src/http/zstd-frame.ts'
import { HUGE_WINDOW, runs, ZSTD_BODIES } from '../fixtures/zstd-bodies.ts'

function parts(encoded: Buffer, pieceBytes = encoded.length): number[] {
  const frame = new ZstdFrame()
  const lengths: number[] = []
  for (let at = 0; at < encoded.length; at += pieceBytes) {
    for (const { bytes } of frame.feed(encoded.subarray(at, at + pieceBytes))) lengths.push(bytes.length)
  }
  return frame.isOver ? lengths : [...lengths, -1]
}

describe('A zstd frame', () => {
  it.each(ZSTD_BODIES)('is cut into its header, its blocks and its checksum: %s', (_name, _text, encoded) => {
    const whole = parts(encoded)
    expect(whole.reduce((sum, length) => sum + length, 0)).toBe(encoded.length)
    for (const bytes of [1, 2, 3, 7]) expect(parts(encoded, bytes)).toEqual(whole)
    expect(parts(encoded.subarray(0, -1)).at(-1)).toBe(-1)
  })

  it.each([
    ['with a window of 128 MiB', HUGE_WINDOW],
    ['that is none', Buffer.from('{"a":1}')],
    ['with something behind it', Buffer.concat([runs(1, 5), Buffer.from('x')])],
    ['and another one', Buffer.concat([runs(1, 5), runs(1, 5)])],
    ['for a dictionary', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x01, 0x58, 1])],
    ['with a block that is too large', runs(1, 128 * 1024 + 1)],
    ['with a block of no type', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58, 0x0f, 0, 0])],
    ['whose only segment is too large', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 1])],
    ['of many small blocks for a large window', runs(2000, 1)],
  ])('%s is refused before anything is decoded', (_, encoded) => {
    expect(() => parts(encoded)).toThrow(ZstdError)
  })

  it('may have as many blocks as an honest one of 32 MiB has', () => {
    expect(parts(runs(256, 128 * 1024))).toHaveLength(257)
  })
})
