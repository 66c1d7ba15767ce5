import { expect, it } from 'vitest'
import { LOOPBACK_HOST, LOOPBACK_ORIGIN, NO_ARNS, nothingBut } from '../../src/settings/found-file-rules.ts'

it('allows no value but the harmless ones', () => {
  expect(['', 'false', 'true'].map((text) => nothingBut('', 'false').allows(text))).toEqual([true, true, false])
  expect(nothingBut().allows('')).toBe(false)
})

it('allows hosts and origins of this machine', () => {
  expect(['127.0.0.1', '::1', '0.0.0.0'].map(LOOPBACK_HOST.allows)).toEqual([true, true, false])
  expect(['http://127.0.0.1:9000', 'https://a.example', 'no URL'].map(LOOPBACK_ORIGIN.allows)).toEqual([
    true,
    false,
    false,
  ])
})

it('allows names for model IDs, not for ARNs', () => {
  expect(NO_ARNS.allows({ sonnet: 'anthropic.claude-sonnet-4-6' })).toBe(true)
  expect(NO_ARNS.allows({ sonnet: 'arn:aws:bedrock:eu-central-1:1:imported-model/x' })).toBe(false)
})
