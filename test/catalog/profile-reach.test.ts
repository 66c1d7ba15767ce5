import { expect, it } from 'vitest'
import type { Snapshot } from '../../src/catalog/load-snapshot.ts'
import { reachOf } from '../../src/catalog/profile-reach.ts'

const SNAPSHOT: Snapshot = {
  asOf: '2026-01-01',
  regions: { 'eu-a-1': ['eu', 'global'], 'us-a-1': ['us', 'global'], 'us-gov-a-1': ['us-gov'] },
  geographies: {},
  models: {},
}
const arns = (...regions: string[]) =>
  regions.map((region) => ({ modelArn: `arn:aws:bedrock:${region}::foundation-model/a.m-v1:0` }))

it.each([
  ['the Regions of its models, each once and sorted', arns('eu-b-1', 'eu-a-1', 'eu-b-1'), ['eu-a-1', 'eu-b-1'], false],
  ['every commercial Region where one ARN has none', arns('eu-a-1', ''), ['eu-a-1', 'us-a-1'], true],
])('a profile reaches %s', (_, models, destinationRegions, reachesAnywhere) => {
  expect(reachOf(models, SNAPSHOT)).toEqual({ modelId: 'a.m-v1:0', destinationRegions, reachesAnywhere })
})

it.each([[[]], [[{ modelArn: 'arn:aws:bedrock:eu-a-1:123456789012:custom-model/a.m' }]], [[{ modelArn: '' }]]])(
  'leads nowhere with the models %j',
  (models) => {
    expect(reachOf(models, SNAPSHOT)).toBeUndefined()
  },
)
