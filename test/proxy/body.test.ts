import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { BodyDigest, bodyOf, digestAsItCame, EMPTY_BODY, hashed, unhashedBody } from '../../src/proxy/body.ts'

const CHUNKS = [Buffer.from('one '), Buffer.from(''), Buffer.from('two')]
const digest = (text: string) => createHash('sha256').update(text).digest('hex')

it('bodyOf counts and hashes the chunks as one text, and shares them', () => {
  const body = bodyOf(CHUNKS)
  expect(body).toEqual({ chunks: CHUNKS, byteLength: 7, sha256: digest('one two') })
  expect(body.chunks).toBe(CHUNKS)
})

it('a body is hashed once, and a long one with turns for others in between', async () => {
  const [short, long] = [unhashedBody(CHUNKS), unhashedBody([Buffer.alloc(2_000_000, 'x')])]
  expect(short).toEqual({ chunks: CHUNKS, byteLength: 7, sha256: undefined })
  expect(hashed(short)).toEqual(bodyOf(CHUNKS))
  expect(hashed(EMPTY_BODY)).toEqual(EMPTY_BODY)
  const hashing = hashed(long)
  expect(hashing).toBeInstanceOf(Promise)
  expect(await hashing).toEqual(bodyOf(long.chunks))
})

it('a body has the digest that its client has signed: of the bytes as they came, where that is another one', () => {
  expect(digestAsItCame(unhashedBody(CHUNKS))).toBe(digest('one two'))
  expect(digestAsItCame({ ...bodyOf(CHUNKS), sha256AsItCame: 'of what came' })).toBe('of what came')
})

it('EMPTY_BODY has the digest of nothing', () => {
  expect(EMPTY_BODY).toEqual({ chunks: [], byteLength: 0, sha256: digest('') })
})

it.each([[[]], [['one']], [['one', 'two']], [['one', 'two', 'three', '']]])(
  'The BodyDigest of %j is that of the joined bytes',
  (texts) => {
    const digest = new BodyDigest()
    for (const text of texts) digest.update(Buffer.from(text))
    expect(digest.digest()).toBe(createHash('sha256').update(texts.join('')).digest('hex'))
  },
)
