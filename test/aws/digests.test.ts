import { expect, it } from 'vitest'
import { hmacSha256, sha256 } from '../../src/aws/digests.ts'

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
