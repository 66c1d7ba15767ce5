import { expect, it } from 'vitest'
import { getFoundationModel, listFoundationModels } from '../../src/simulator/foundation-model-answers.ts'
import { jsonOf, simulatedCall } from '../fixtures/simulated-call.ts'

const model = (modelIdentifier: string) => simulatedCall({ labels: { modelIdentifier } })

it.each([
  ['openai.gpt-oss-20b-1:0', ['ON_DEMAND']],
  ['anthropic.claude-sonnet-4-6', ['INFERENCE_PROFILE']],
])('tells how %s can be invoked', (modelId, inferenceTypesSupported) => {
  const { modelSummaries } = jsonOf(listFoundationModels(simulatedCall()))
  const summary = modelSummaries.find((model: Record<string, string>) => model.modelId === modelId)
  expect(summary).toMatchObject({ inferenceTypesSupported })
})

it('lists no model that the Region cannot reach', () => {
  const { modelSummaries } = jsonOf(listFoundationModels(simulatedCall()))
  const ids = modelSummaries.map((model: Record<string, string>) => model.modelId)
  expect(ids).not.toContain('ai21.jamba-1-5-large-v1:0')
})

it('tells when a model ends', () => {
  const { modelSummaries } = jsonOf(listFoundationModels(simulatedCall()))
  const lifecycles = Object.fromEntries(
    modelSummaries.map(({ modelId, modelLifecycle }: Record<string, unknown>) => [modelId, modelLifecycle]),
  )
  expect(lifecycles).toMatchObject({
    'anthropic.claude-3-haiku-20240307-v1:0': { status: 'LEGACY', endOfLifeTime: '2026-09-10T00:00:00Z' },
    'anthropic.claude-sonnet-4-6': { status: 'ACTIVE' },
  })
})

it.each(['anthropic.claude-sonnet-4-6', 'arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-sonnet-4-6'])(
  'finds a model by %s',
  (identifier) => {
    expect(jsonOf(getFoundationModel(model(identifier))).modelDetails).toMatchObject({
      modelId: 'anthropic.claude-sonnet-4-6',
      inferenceTypesSupported: ['INFERENCE_PROFILE'],
    })
  },
)

it.each(['no.such-model', 'ai21.jamba-1-5-large-v1:0'])('does not find %s', (identifier) => {
  expect(() => getFoundationModel(model(identifier))).toThrow(expect.objectContaining({ code: 'no-such-model' }))
})
