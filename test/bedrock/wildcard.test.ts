import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { matchesArn, matchesWildcard } from '../../src/bedrock/wildcard.ts'
import { checkProperty } from '../fixtures/check-property.ts'

it.each([
  ['anthropic.claude', 'anthropic.claude'],
  ['anthropic.claude-opus-4-6', 'anthropic.*'],
  ['anthropic.claude-opus-4-6', '*opus*'],
  ['anthropic.claude-opus-4-6', '*'],
  ['anthropic.claude-v2:1', 'anthropic.*'],
  ['a:0', 'a:0'],
  ['', '*'],
  ['', '**'],
  ['aab', '*ab'],
  ['abab', 'ab*ab'],
])('%s is described by %s', (text, pattern) => {
  expect(matchesWildcard(text, pattern)).toBe(true)
})

it.each([
  ['anthropicXclaude', 'anthropic.claude'],
  ['anthropic.claude-2', 'anthropic.claude'],
  ['us.anthropic.claude', 'anthropic.*'],
  ['aaa', 'a+'],
  ['', 'a'],
  ['ab', 'ab*b'],
  ['aba', 'ab*ba'],
  ['', '*a*'],
])('%s is not described by %s', (text, pattern) => {
  expect(matchesWildcard(text, pattern)).toBe(false)
})

it('a pattern describes what its regular expression does', () => {
  const text = (letters: string, maxLength: number) => fc.string({ unit: fc.constantFrom(...letters), maxLength })
  checkProperty(
    fc.property(text('ab.', 12), text('ab.**', 8), (one, pattern) => {
      const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
      expect(matchesWildcard(one, pattern)).toBe(expression.test(one))
    }),
  )
})

it.each([
  ['-'.repeat(2048), '*-*-*-v1'],
  [`${'a-'.repeat(1024)}`, `${'*a-'.repeat(64)}*v1`],
  ['a'.repeat(2048), `*${'a*'.repeat(500)}b`],
])('looks for each part of a pattern once, in however long a text', (text, pattern) => {
  const indexOf = vi.spyOn(String.prototype, 'indexOf')
  expect(matchesWildcard(text, pattern)).toBe(false)
  expect(indexOf.mock.calls.length).toBeLessThanOrEqual(pattern.split('*').length)
})

describe('In an ARN', () => {
  const RULE = 'arn:aws:bedrock:*:123456789012:imported-model/*'

  it.each([
    'arn:aws:bedrock:eu-central-1:123456789012:imported-model/y',
    'arn:aws:bedrock::123456789012:imported-model/',
  ])('a star stands for what is between two colons: %s', (arn) => {
    expect(matchesArn(arn, RULE)).toBe(true)
  })

  it.each([
    'arn:aws:bedrock:eu-central-1:666666666666:application-inference-profile/z:123456789012:imported-model/y',
    'arn:aws:bedrock:eu-central-1:123456789012:imported-model/y:1',
    'arn:aws:bedrock:eu-central-1:666666666666:imported-model/y',
    'arn:aws:bedrock:123456789012:imported-model/y',
  ])('it stands for no colon: %s', (arn) => {
    expect(matchesArn(arn, RULE)).toBe(false)
    expect(matchesArn(arn, 'arn:aws:*')).toBe(false)
  })
})
