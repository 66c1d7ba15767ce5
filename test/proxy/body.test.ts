import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { BodyDigest, bodyOf, bytesOf, EMPTY_BODY } from '../../src/proxy/body.ts'

const CHUNKS = [Buffer.from('one '), Buffer.from(''), Buffer.from('two')]
const digest = (text: string) => createHash('sha256').update(text).digest('hex')

it('bodyOf counts and hashes the chunks as one text, and shares them', () => {
  const body = bodyOf(CHUNKS)
  expect(body).toEqual({ chunks: CHUNKS, byteLength: 7, sha256: digest('one two') })
  expect(body.chunks).toBe(CHUNKS)
})

it('bytesOf joins several chunks and copies no single one', () => {
  expect(bytesOf(bodyOf(CHUNKS)).toString()).toBe('one two')
  const [only] = CHUNKS
  expect(bytesOf(bodyOf([only as Buffer]))).toBe(only)
  expect(bytesOf(EMPTY_BODY)).toHaveLength(0)
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
