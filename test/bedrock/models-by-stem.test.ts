import { expect, it } from 'vitest'
import { modelsByStem, vendorNameOf } from '../../src/bedrock/models-by-stem.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

it('has every model twice: under the stem of its ID, and under that of the name which its vendor gave it', () => {
  const stems = modelsByStem(FRANKFURT)
  for (const named of Object.values(stems)) {
    expect(new Set([...named.values()].flat().map(({ model }) => model.modelId)).size).toBe(FRANKFURT.models.size)
  }
  const modelId = 'anthropic.claude-haiku-4-5-20251001-v1:0'
  const model = FRANKFURT.models.get(modelId)
  const name = expect.objectContaining({ date: '20251001', version: '1', minor: '0' })
  expect(stems['inexact-version'].get('anthropic.claude-haiku-4-5')).toEqual([{ model, name }])
  expect(stems['vendor-name'].get('claude-haiku-4-5')).toEqual([{ model, name }])
})

it('has a model with a dot in its version under the spelling with a dash as well', () => {
  const stems = modelsByStem(FRANKFURT)['inexact-version']
  expect(stems.get('deepseek.v3-2')?.map(({ model }) => model)).toEqual(
    stems.get('deepseek.v3.2')?.map(({ model }) => model),
  )
})

it('is made once for each catalog', () => {
  expect(modelsByStem(FRANKFURT)).toBe(modelsByStem({ ...FRANKFURT }))
  expect(modelsByStem(FRANKFURT)).not.toBe(modelsByStem({ ...FRANKFURT, models: new Map(FRANKFURT.models) }))
})

it("takes what stands behind the vendor for the vendor's own name", () => {
  expect(['anthropic.claude-opus-4-7', 'deepseek.v3.2', 'plain'].map(vendorNameOf)).toEqual([
    'claude-opus-4-7',
    'v3.2',
    'plain',
  ])
})
