import { expect, it } from 'vitest'
import { copyText, parseCopy } from '../../src/catalog/copy-format.ts'
import { LIVE } from './live-catalog.ts'

const ENDED = {
  modelId: 'a.m',
  name: 'M',
  onDemand: false,
  profiles: [],
  endOfLife: '2026-01-01',
  hasEnded: true,
} as const

it('reads what it has written, but for where the knowledge is from', () => {
  const catalog = { ...LIVE, models: new Map(LIVE.models).set('a.m', ENDED) }
  expect(parseCopy(copyText(catalog), 'eu-central-1')).toEqual({ ...catalog, source: 'cache' })
})

const GOOD = JSON.parse(copyText(LIVE))

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
  expect(() => parseCopy(copyText(LIVE).slice(0, 1000), 'eu-central-1')).toThrow()
})
