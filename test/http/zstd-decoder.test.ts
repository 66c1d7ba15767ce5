import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { nextTurn } from '../../src/http/in-pieces.ts'
import { ZstdDecoder } from '../../src/http/zstd-decoder.ts'
import { runs, ZSTD_BODIES } from '../fixtures/zstd-bodies.ts'

async function decode(encoded: Buffer, pieceBytes = encoded.length): Promise<Buffer> {
  const decoder = new ZstdDecoder()
  for (let at = 0; at < encoded.length; at += pieceBytes) decoder.write(encoded.subarray(at, at + pieceBytes))
  decoder.end()
  return buffer(decoder)
}

it.each(ZSTD_BODIES)('decodes %s, in one piece or byte by byte', async (_, text, encoded) => {
  expect((await decode(encoded)).toString()).toBe(text)
  expect((await decode(encoded, 1)).toString()).toBe(text)
})

it.each([
  ['that ends too soon', runs(2, 9).subarray(0, -5)],
  ['that is none', Buffer.from('{"messages":[]}')],
  ['whose block is damaged', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58, 0x2d, 0, 0, 255, 255, 255, 255, 255])],
])('fails on a frame %s', async (_, encoded) => {
  await expect(decode(encoded)).rejects.toThrow()
})

it('lets others have their turns while it decodes much', async () => {
  let turns = 0
  let isOver = false
  const counting = (async () => {
    while (!isOver) {
      await nextTurn()
      turns++
    }
  })()
  expect(await decode(runs(256, 128 * 1024))).toHaveLength(32 * 1024 * 1024)
  isOver = true
  await counting
  expect(turns).toBeGreaterThan(30)
})

it('stops where nobody wants to know the rest', async () => {
  const decoder = new ZstdDecoder()
  let bytes = 0
  decoder.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    decoder.destroy()
  })
  decoder.end(runs(256, 128 * 1024))
  await new Promise((resolve) => {
    decoder.on('close', resolve)
  })
  expect(bytes).toBe(128 * 1024)
})
