import { expect, it } from 'vitest'
import { resolveModel } from '../../src/bedrock/resolve-model.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { resolveAndRemember } from '../../src/proxy/remember-resolutions.ts'
import { policyWith } from '../fixtures/policy.ts'

const BARE = 'anthropic.claude-sonnet-4-6'
const snapshot = loadSnapshot()
const catalog = catalogFromSnapshot(snapshot, 'eu-central-1')
const policy = policyWith()

it.each([
  { catalog, policy, takesProfile: true },
  { catalog, policy: policyWith({ routing: 'global-first' }), takesProfile: true },
  { catalog, policy, takesProfile: false },
  { catalog: catalogFromSnapshot(snapshot, 'ap-northeast-1'), policy, takesProfile: true },
] as const)('An answer is remembered for its own question only (%#)', (context) => {
  const answers = [resolveAndRemember(BARE, context), resolveAndRemember(BARE, context)]
  expect(answers[0]).toEqual(resolveModel(BARE, context))
  expect(answers[1]).toBe(answers[0])
})

it('What clients make up does not fill the memory for good', () => {
  const context = {
    catalog: catalogFromSnapshot(snapshot, 'eu-west-1'),
    policy,
    takesProfile: true,
  } as const
  for (let i = 0; i < 1000; i++) resolveAndRemember(`made.up-${i}`, context)
  const answers = [resolveAndRemember('one.more', context), resolveAndRemember('one.more', context)]
  expect(answers[1]).toBe(answers[0])
})
