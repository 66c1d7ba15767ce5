import { expect, it } from 'vitest'
import type { Catalog } from '../../src/bedrock/catalog.ts'
import { copyText, parseCopy } from '../../src/catalog/copy-format.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'

const FRANKFURT: Catalog = {
  ...catalogFromSnapshot(loadSnapshot(), 'eu-central-1'),
  source: 'live',
  asOf: '2026-11-22T12:00:00.000Z',
  applicationProfiles: [
    {
      arn: 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/a',
      name: 'search',
      modelId: 'amazon.nova-lite-v1:0',
      destinationRegions: ['eu-central-1'],
      reachesAnywhere: false,
      tags: { team: 'search' },
    },
  ],
}
const ENDED = {
  modelId: 'a.m',
  name: 'M',
  onDemand: false,
  profiles: [],
  endOfLife: '2026-01-01',
  hasEnded: true,
} as const

it('reads what it has written, but for where the knowledge is from', () => {
  const catalog = { ...FRANKFURT, models: new Map(FRANKFURT.models).set('a.m', ENDED) }
  expect(parseCopy(copyText(catalog), 'eu-central-1')).toEqual({ ...catalog, source: 'cache' })
})

const GOOD = JSON.parse(copyText(FRANKFURT))

it.each<[string, unknown]>([
  ['of another Region', { ...GOOD, region: 'us-east-1' }],
  ['of another format', { ...GOOD, format: 2 }],
  ['without a format', { ...GOOD, format: undefined }],
  ['without a date', { ...GOOD, asOf: 'yesterday' }],
  ['without models', { ...GOOD, models: [] }],
  ['with a model that is none', { ...GOOD, models: [{ modelId: 'a.m' }] }],
  ['with a profile that is none', { ...GOOD, models: [{ ...ENDED, profiles: [{ id: 'eu.a.m' }] }] }],
  ['with an ARN that is none', { ...GOOD, applicationProfiles: [{ ...GOOD.applicationProfiles[0], arn: 'x' }] }],
  ['with tags that are none', { ...GOOD, applicationProfiles: [{ ...GOOD.applicationProfiles[0], tags: { a: 1 } }] }],
  ['that is a list', []],
])('refuses a copy %s', (_, copy) => {
  expect(() => parseCopy(JSON.stringify(copy), 'eu-central-1')).toThrow()
})

it('refuses half a copy', () => {
  expect(() => parseCopy(copyText(FRANKFURT).slice(0, 1000), 'eu-central-1')).toThrow()
})
