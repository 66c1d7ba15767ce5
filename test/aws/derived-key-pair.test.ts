import { expect, it } from 'vitest'
import { derivedKeyPair } from '../../src/aws/derived-key-pair.ts'

it('makes the same pair of the same token in every version: clients keep it in their configuration', () => {
  expect(derivedKeyPair('client-token-1')).toEqual(PAIR_OF_TOKEN_1)
})

/** Computed with Python's hmac module by the steps of RFC 5869. */
const PAIR_OF_TOKEN_1 = {
  accessKeyId: 'BPROXYIHKBIS2AYMEI2NL4',
  secretAccessKey: '5DZ_hbe4FjvnXMcg-93egJ6OCK_ma2su7P1CtKKY',
}

it('makes pairs of which neither half tells the other one or that of another token', () => {
  const pairs = ['client-token-1', 'client-token-2', 'client-token-1 '].map(derivedKeyPair)
  const halves = pairs.flatMap(({ accessKeyId, secretAccessKey }) => [accessKeyId, secretAccessKey])
  expect(new Set(halves).size).toBe(6)
})

it.each(['a', 'x'.repeat(1000), 'ünïcode'])('makes a pair of the form that AWS SDKs take, of %s', (token) => {
  const { accessKeyId, secretAccessKey } = derivedKeyPair(token)
  expect(accessKeyId).toMatch(/^BPROXY[A-Z2-7]{16}$/)
  expect(secretAccessKey).toMatch(/^[A-Za-z0-9_-]{40}$/)
})
