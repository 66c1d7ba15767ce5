import { describe, expect, it } from 'vitest'
import { ambiguous, refused, resolutionOf } from '../../src/bedrock/resolution.ts'

const PROFILE_ARN = 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc'

describe('resolutionOf', () => {
  it.each([
    ['unchanged', 'a.m', 'a.m', 'a.m'],
    ['unchanged', 'acme.new', 'acme.new', undefined],
    ['profile', 'a.m', 'eu.a.m', 'a.m'],
    ['profile', 'a.m', PROFILE_ARN, undefined],
    ['profile', 'a.m', 'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.a.m', 'a.m'],
    ['foundation-model', 'us.a.m', 'a.m', 'a.m'],
    ['foundation-model', 'acme.new[1m]', 'acme.new', undefined],
    ['arn', 'a.m', 'arn:aws:bedrock:eu-west-1:123456789012:provisioned-model/abc', undefined],
  ])('is of the kind %s where %s becomes %s', (kind, requested, resolved, modelId) => {
    expect(resolutionOf({ requested, resolved, reason: 'configured', modelId })).toMatchObject({ kind })
  })

  it('takes what is not said to be unknown', () => {
    expect(resolutionOf({ requested: 'a', resolved: 'a', reason: 'unknown-model' })).toEqual({
      kind: 'unchanged',
      requested: 'a',
      resolved: 'a',
      reason: 'unknown-model',
      modelId: undefined,
      naming: undefined,
      isConfigured: false,
      geography: undefined,
      destinationRegions: [],
      candidates: [],
      others: [],
    })
  })
})

describe('refused', () => {
  it('names each ID with the rule that refused it, and what to do', () => {
    const { why } = notResolved(
      refused(
        'a.m',
        [
          { id: 'eu.a.m', why: 'no eu' },
          { id: 'global.a.m', why: 'no global' },
        ],
        [],
      ),
    )
    expect(why).toBe(
      'The policy of this proxy refuses every way to reach a.m: eu.a.m (no eu); global.a.m (no global). ' +
        'Choose another --routing or --allow-destinations, or a model that they let through.',
    )
  })
})

describe('ambiguous', () => {
  it('names every answer, and accepts none', () => {
    const { why, candidates } = notResolved(ambiguous('m', ['a.m-v1', 'a.m-v2'], 'Choose one.'))
    expect(why).toBe('m can mean a.m-v1 or a.m-v2. Choose one.')
    expect(candidates.map(({ id, accepted }) => [id, accepted])).toEqual([
      ['a.m-v1', false],
      ['a.m-v2', false],
    ])
  })
})

function notResolved(resolution: ReturnType<typeof refused>) {
  if ('resolved' in resolution) throw new Error(`${resolution.requested} was resolved`)
  return resolution
}
