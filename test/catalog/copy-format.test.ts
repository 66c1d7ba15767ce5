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
const PROFILE = { id: 'eu.a.m', geography: 'eu', destinationRegions: ['eu-west-1'], reachesAnywhere: false }

/** A copy with a model of which something is wrong. */
function withModel(fields: object): unknown {
  return { ...GOOD, models: [{ ...ENDED, ...fields }] }
}

it('reads a copy with such a model, where nothing is wrong with it', () => {
  const copy = JSON.stringify(withModel({ profiles: [PROFILE] }))
  expect(parseCopy(copy, 'eu-central-1').models.get('a.m')?.profiles).toEqual([PROFILE])
})

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
  ...['eu.\r\nx: y', 'eu.a b', '../a.m', 'eu.a.n', `eu.${'m'.repeat(3000)}`].map((id): [string, unknown] => [
    `with the profile ID ${JSON.stringify(id).slice(0, 30)}`,
    withModel({ profiles: [{ id, geography: 'eu', destinationRegions: [], reachesAnywhere: false }] }),
  ]),
  ['with a model ID that is none', withModel({ modelId: 'a\r\nb' })],
  ['with a name of control characters', withModel({ name: 'M\u009b31m' })],
  ['with a destination that is no Region', withModel({ profiles: [{ ...PROFILE, destinationRegions: ['eu-*'] }] })],
  [
    'with an ARN of control characters',
    {
      ...GOOD,
      applicationProfiles: [{ ...GOOD.applicationProfiles[0], arn: `${GOOD.applicationProfiles[0]?.arn}\n` }],
    },
  ],
])('refuses a copy %s', (_, copy) => {
  expect(() => parseCopy(JSON.stringify(copy), 'eu-central-1')).toThrow()
})

it('refuses half a copy', () => {
  expect(() => parseCopy(copyText(LIVE).slice(0, 1000), 'eu-central-1')).toThrow()
})
