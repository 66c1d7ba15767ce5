import { buffer } from 'node:stream/consumers'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type ContentCoding, codingOf, createDecoder } from '../../src/http/content-coding.ts'
import { HUGE_WINDOW, ZSTD_BODIES } from '../fixtures/zstd-bodies.ts'

describe('codingOf', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['identity', 'identity'],
    ['gzip', 'gzip'],
    [' GZip ', 'gzip'],
    ['identity, zstd', 'zstd'],
    ['x-gzip', 'x-gzip'],
    ['deflate', 'deflate'],
    ['br', 'br'],
    ['gzip, br', 'unknown'],
    ['gzip, gzip', 'unknown'],
    ['compress', 'unknown'],
    ['aws-chunked', 'unknown'],
    ['constructor', 'unknown'],
    ['__proto__', 'unknown'],
  ])('reads %j as %s', (header, coding) => {
    expect(codingOf(header)).toBe(coding)
  })
})

const TEXT = '{"messages":[]}'.repeat(20_000)

async function decode(coding: ContentCoding, encoded: Buffer): Promise<string> {
  const decoder = await createDecoder(coding, encoded)
  decoder.end(encoded)
  return (await buffer(decoder)).toString()
}

describe('createDecoder', () => {
  it.each([
    ['gzip', gzipSync(TEXT)],
    ['x-gzip', gzipSync(TEXT)],
    ['deflate', deflateSync(TEXT)],
    ['deflate', deflateRawSync(TEXT)],
    ['br', brotliCompressSync(TEXT)],
  ] as const)('decodes %s', async (coding, encoded) => {
    expect(await decode(coding, encoded)).toBe(TEXT)
  })

  it.each(ZSTD_BODIES)('decodes zstd: %s', async (_, text, encoded) => {
    expect(await decode('zstd', encoded)).toBe(text)
  })

  it.each([
    ['gzip', gzipSync(TEXT).subarray(0, 100)],
    ['gzip', Buffer.from(TEXT)],
    ['br', Buffer.from('nothing of the kind')],
    ['zstd', gzipSync(TEXT)],
    ['zstd', HUGE_WINDOW],
  ] as const)('fails on what is no whole %s', async (coding, encoded) => {
    await expect(decode(coding, encoded)).rejects.toThrow()
  })
})
