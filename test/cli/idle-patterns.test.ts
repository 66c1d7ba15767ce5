import { expect, it } from 'vitest'
import { idlePatterns } from '../../src/cli/idle-patterns.ts'
import { defaultSettings } from '../../src/settings/default-settings.ts'

it.each([
  ['claude*', 'anthropic.claude*'],
  ['claude-sonnet-4-6', 'anthropic.claude-sonnet-4-6'],
  ['anthropic', 'anthropic.*'],
  ['anthropic.claude-haiku-4-5', 'anthropic.claude-haiku-4-5*'],
  ['eu.anthropic.claude-*', 'anthropic.claude-*'],
  ['us.amazon.nova-lite', 'amazon.nova-lite*'],
])('A rule %s denies nothing, and %s is what was meant', (pattern, meant) => {
  const warning = `--deny-models ${pattern} covers no model that this version knows, did you mean ${meant}?`
  expect(idlePatterns(defaultSettings('eu-central-1', { denyModels: [pattern] }))).toEqual([warning])
})

it('Of a rule that is like no model only that is said, and of rules that cover one, or an ARN, nothing', () => {
  const settings = defaultSettings('eu-central-1', {
    allowModels: ['anthropic.*', 'xyzzy.plugh', 'arn:aws:bedrock:*:123456789012:imported-model/*'],
    denyModels: ['*haiku*', 'amazon.nova-lite-v1:0'],
  })
  expect(idlePatterns(settings)).toEqual(['--allow-models xyzzy.plugh covers no model that this version knows.'])
})

it('No rule, no warning', () => {
  expect(idlePatterns(defaultSettings('eu-central-1'))).toEqual([])
})
