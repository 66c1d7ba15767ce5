import { expect, it } from 'vitest'
import { listModels } from '../../src/bedrock/list-models.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const ALL = { text: '', provider: undefined }

it('lists what the Region can reach, sorted, each as it resolves', () => {
  const listed = listModels(FRANKFURT, policyWith(), ALL)
  const ids = listed.map(({ model }) => model.modelId)
  expect(ids).toEqual(ids.toSorted())
  expect(ids).not.toContain('amazon.nova-premier-v1:0')
  expect(listed.every(({ region, refusal }) => region === 'eu-central-1' && refusal === undefined)).toBe(true)
})

it('keeps what the policy refuses, with the reason', () => {
  const [sonnet] = listModels(FRANKFURT, policyWith({ routing: 'global-only' }), {
    ...ALL,
    text: 'titan-embed-text-v2',
  })
  expect(sonnet).toMatchObject({
    report: { resolved: null, kind: 'refused' },
    refusal: expect.stringContaining('routing global-only'),
  })
})

it('takes text and provider in letters of either case', () => {
  const listed = listModels(FRANKFURT, policyWith(), { text: 'HAIKU 4.5', provider: 'ANTHROPIC' })
  expect(listed.map(({ model }) => model.modelId)).toEqual(['anthropic.claude-haiku-4-5-20251001-v1:0'])
})
