import { expect, it } from 'vitest'
import { listModels } from '../../src/bedrock/list-models.ts'
import { modelsByRegionTable, modelsTable } from '../../src/cli/models-table.ts'
import type { Paint } from '../../src/cli/print.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const plain: Paint = (_style, text) => text
const HAIKU = { text: 'claude-3-haiku', provider: undefined }

it.each([
  ['2026-01-01', 'ends 2026-09-10'],
  ['2026-11-24', 'ended 2026-09-10'],
])('on %s a model %s', (today, note) => {
  const [, row] = modelsTable(listModels(FRANKFURT, policyWith(), HAIKU), today, plain)
  expect(row?.endsWith(note)).toBe(true)
})

it('gathers the Regions of an ID in one line', () => {
  const listed = listModels(FRANKFURT, policyWith(), HAIKU)
  const elsewhere = listed.map((one) => ({ ...one, region: 'eu-west-1' }))
  const lines = modelsByRegionTable([...listed, ...elsewhere], plain)
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatch(/itself +on demand +– +eu-central-1, eu-west-1$/)
})
