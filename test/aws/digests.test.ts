import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { hmacSha256, hmacUnder, sha256 } from '../../src/aws/digests.ts'

it.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
])('digests "%s" as FIPS 180-4 does', (text, digest) => {
  expect(sha256(text)).toBe(digest)
})

it('authenticates as RFC 4231 does, test case 2', () => {
  expect(hmacSha256(Buffer.from('Jefe'), 'what do ya want for nothing?')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
})

it('authenticates as RFC 4231 does with a key that is longer than a block, test case 6', () => {
  expect(hmacSha256(Buffer.alloc(131, 0xaa), 'Test Using Larger Than Block-Size Key - Hash Key First')).toBe(
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  )
})

it('authenticates text after text as node:crypto does, whatever their lengths', () => {
  const key = Buffer.from('0123456789abcdef'.repeat(2))
  const hmac = hmacUnder(key)
  const texts = ['', 'a', 'é', 'a'.repeat(1023), 'é'.repeat(512), 'a'.repeat(1025), 'é'.repeat(4096), 'a', '']
  for (const text of texts) expect(hmac(text)).toBe(createHmac('sha256', key).update(text).digest('hex'))
})
