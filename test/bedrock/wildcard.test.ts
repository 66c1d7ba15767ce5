import { expect, it } from 'vitest'
import { matchesWildcard } from '../../src/bedrock/wildcard.ts'

it.each([
  ['anthropic.claude', 'anthropic.claude'],
  ['anthropic.claude-opus-4-6', 'anthropic.*'],
  ['anthropic.claude-opus-4-6', '*opus*'],
  ['anthropic.claude-opus-4-6', '*'],
  ['a:0', 'a:0'],
])('%s is described by %s', (text, pattern) => {
  expect(matchesWildcard(text, pattern)).toBe(true)
})

it.each([
  ['anthropicXclaude', 'anthropic.claude'],
  ['anthropic.claude-2', 'anthropic.claude'],
  ['us.anthropic.claude', 'anthropic.*'],
  ['aaa', 'a+'],
  ['', 'a'],
])('%s is not described by %s', (text, pattern) => {
  expect(matchesWildcard(text, pattern)).toBe(false)
})
