import { describe, expect, it } from 'vitest'
import type { Catalog, FoundationModel } from '../../src/bedrock/catalog.ts'
import { findModel } from '../../src/bedrock/find-model.ts'

const REACHABLE = ['a.m-1-20250101-v1:0', 'a.twin-v1:0', 'a.twin-v1:1', 'b.v3.2', 'b.one-20250101-v1:0', 'a.plain']
const OUT_OF_REACH = ['b.one-20250202-v2:0', 'a.far-20250101-v1:0', 'a.far-20250202-v2:0']

const CATALOG: Catalog = {
  region: 'eu-west-1',
  source: 'snapshot',
  asOf: '2026-01-01',
  models: new Map([...REACHABLE.map((id) => entry(id, true)), ...OUT_OF_REACH.map((id) => entry(id, false))]),
  applicationProfiles: [],
}

describe('findModel', () => {
  it.each([
    ['a.m-1-20250101-v1:0', 'model-id', 'a.m-1-20250101-v1:0'],
    ['b.v3.2', 'model-id', 'b.v3.2'],
    ['us.a.plain', 'profile-id', 'us.a.plain'],
    ['xx.a.plain', 'profile-id', 'xx.a.plain'],
    ['us.us.a.plain', 'profile-id', 'us.us.a.plain'],
    ['xx.yy.a.plain', 'profile-id', 'xx.yy.a.plain'],
    ['eu-west-1.b.v3.2', 'profile-id', 'eu-west-1.b.v3.2'],
    ['a.m-1', 'inexact-version', 'a.m-1-20250101-v1:0'],
    ['global.a.m-1-v1', 'inexact-version', 'global.a.m-1-20250101-v1:0'],
    ['xx.yy.a.m-1', 'inexact-version', 'xx.yy.a.m-1-20250101-v1:0'],
    ['m-1', 'vendor-name', 'a.m-1-20250101-v1:0'],
    ['m-1-20250101', 'vendor-name', 'a.m-1-20250101-v1:0'],
    ['us.m-1', 'vendor-name', 'us.a.m-1-20250101-v1:0'],
    ['sa.us.plain', 'vendor-name', 'sa.us.a.plain'],
    ['v3.2', 'vendor-name', 'b.v3.2'],
  ])('finds %s as %s and spells it %s', (name, naming, id) => {
    expect(findModel(name, CATALOG)).toMatchObject({ kind: 'found', naming, id })
    expect(id.endsWith(String(modelIdOf(name)))).toBe(true)
  })

  it('names the models between which it cannot choose', () => {
    const modelIds = ['a.twin-v1:0', 'a.twin-v1:1']
    expect(findModel('a.twin-v1', CATALOG)).toEqual({ kind: 'ambiguous', modelIds })
    expect(findModel('twin', CATALOG)).toEqual({ kind: 'ambiguous', modelIds })
    expect(findModel('us.a.twin-v1:9', CATALOG)).toEqual({ kind: 'ambiguous', modelIds })
  })

  it('prefers the one that the Region can reach among equally good ones', () => {
    expect(modelIdOf('b.one')).toBe('b.one-20250101-v1:0')
  })

  it('prefers the better fit to the one that the Region can reach, for they are different models', () => {
    expect(modelIdOf('b.one-20250202')).toBe('b.one-20250202-v2:0')
  })

  it('cannot choose between models that are equally out of reach', () => {
    expect(findModel('a.far', CATALOG)).toMatchObject({ kind: 'ambiguous' })
  })

  it.each([
    '',
    '.',
    'us',
    'us.',
    '.a.plain',
    'a.',
    'a.other',
    'x.y.z.a.plain',
    'acme.plain',
    'acme.m-1',
    'us.acme.plain',
    'A.plain',
    'US.a.plain',
    ' a.plain',
    'a.plain ',
    'a.plain-v2',
    '__proto__',
    'constructor',
    'us.'.repeat(600),
  ])('knows no model in "%.40s"', (name) => {
    expect(findModel(name, CATALOG)).toEqual({ kind: 'unknown' })
  })
})

function entry(modelId: string, onDemand: boolean): [string, FoundationModel] {
  return [modelId, { modelId, name: modelId, onDemand, profiles: [] }]
}

function modelIdOf(name: string): string | undefined {
  const found = findModel(name, CATALOG)
  return found.kind === 'found' ? found.model.modelId : undefined
}
