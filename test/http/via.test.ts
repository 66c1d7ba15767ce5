import { expect, it } from 'vitest'
import { createViaName, hasPassed, markPassage } from '../../src/http/via.ts'

const OWN = createViaName('0123')

it.each([
  [{}, '1.1 bedrock-profile-proxy-0123'],
  [{ via: '2 other' }, '2 other, 1.1 bedrock-profile-proxy-0123'],
])('adds this hop to %o', (headers, via) => {
  expect(hasPassed(headers, OWN)).toBe(false)
  markPassage(headers, OWN)
  expect(headers).toEqual({ via })
  expect(hasPassed(headers, OWN)).toBe(true)
})

it('does not take another proxy for this one', () => {
  expect(hasPassed({ via: `1.1 ${createViaName('01234')}` }, OWN)).toBe(false)
})
