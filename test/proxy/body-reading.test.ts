import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ContentCoding } from '../../src/http/content-coding.ts'
import type { IncomingRequest } from '../../src/http/dual-server.ts'
import { nextTurn } from '../../src/http/in-pieces.ts'
import { pathTree } from '../../src/http/json-paths.ts'
import { BodyReading, type ReadingOptions } from '../../src/proxy/body-reading.ts'
import { bytesOf } from '../fixtures/bytes-of.ts'
import { runs, ZSTD_BODIES } from '../fixtures/zstd-bodies.ts'

const TEXT = '{"model":"a","messages":[]}'
const digest = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')
const MODEL = { key: 'model', tree: pathTree(['model']) }

function reading(options: Partial<ReadingOptions> = {}, signsBody = false) {
  const request = new PassThrough()
  const reserved: number[] = []
  const room = {
    reserve: (bytes: number) => void reserved.push(bytes),
    awaitClient: () => undefined,
    goOn: () => undefined,
    signsBody,
  }
  const all = { maxBodyBytes: 1_000_000, idleTimeoutMs: 30_000, search: undefined, room, coding: 'identity' } as const
  const whole = new BodyReading(request as unknown as IncomingRequest, { ...all, ...options }).whole()
  return { request, whole, reserved }
}

describe('An encoded body', () => {
  it.each<[ContentCoding, Buffer, string]>([
    ['gzip', gzipSync(TEXT), TEXT],
    ['deflate', deflateSync(TEXT), TEXT],
    ['br', brotliCompressSync(TEXT), TEXT],
    ['zstd', ZSTD_BODIES[0]?.[2] as Buffer, ZSTD_BODIES[0]?.[1] as string],
  ])(
    'of %s is decoded, byte by byte if need be, and its digest is of what is decoded',
    async (coding, encoded, text) => {
      const { request, whole, reserved } = reading({ coding })
      for (const byte of encoded) request.write(Buffer.from([byte]))
      request.end()
      const body = await whole
      expect([bytesOf(body).toString(), body.sha256]).toEqual([text, digest(text)])
      expect(reserved.reduce((sum, bytes) => sum + bytes, 0)).toBe(text.length)
    },
  )

  it('is looked into when it is decoded; the digest of what came is kept for whoever signed that', async () => {
    const encoded = gzipSync(TEXT)
    const { request, whole } = reading({ coding: 'gzip', search: MODEL }, true)
    request.end(encoded)
    expect(await whole).toMatchObject({
      sha256: undefined,
      sha256AsItCame: digest(encoded),
      look: { kind: 'found', object: { memberCount: 2 } },
    })
  })

  it('may be empty', async () => {
    const { request, whole } = reading({ coding: 'gzip' })
    request.end()
    expect((await whole).byteLength).toBe(0)
  })

  it.each<[string, ContentCoding, Buffer]>([
    ['is cut short', 'gzip', gzipSync(TEXT).subarray(0, -9)],
    ['is not encoded', 'zstd', Buffer.from(TEXT)],
  ])('that %s is refused', async (_, coding, encoded) => {
    const { request, whole } = reading({ coding })
    request.end(encoded)
    await expect(whole).rejects.toMatchObject({ code: 'malformed-body', message: expect.stringContaining(coding) })
  })

  it.each<[ContentCoding, Buffer]>([
    ['gzip', gzipSync(Buffer.alloc(2_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(2_000_000))],
    ['zstd', runs(256, 128 * 1024)],
  ])('of %s that is small and decodes to more than may be is refused on the way', async (coding, encoded) => {
    const { request, whole, reserved } = reading({ coding })
    request.end(encoded)
    await expect(whole).rejects.toMatchObject({ code: 'body-too-large' })
    expect(reserved.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(1_000_000)
  })

  it('that is itself larger than may be is refused', async () => {
    const { request, whole } = reading({ coding: 'gzip', maxBodyBytes: 10 })
    request.end(gzipSync(TEXT))
    await expect(whole).rejects.toMatchObject({ code: 'body-too-large' })
  })
})

it('a body in very many pieces leaves turns to others', async () => {
  const { request, whole } = reading()
  let turns = 0
  let isOver = false
  const counting = (async () => {
    while (!isOver) {
      await nextTurn()
      turns++
    }
  })()
  for (let i = 0; i < 5000; i++) request.write('x')
  request.end()
  expect((await whole).byteLength).toBe(5000)
  isOver = true
  await counting
  expect(turns).toBeGreaterThanOrEqual(5000 / 256 - 1)
})

it('a body that breaks off is refused', async () => {
  const { request, whole } = reading()
  request.write('x')
  request.destroy()
  await expect(whole).rejects.toMatchObject({ code: 'truncated-body' })
})
