import { describe, expect, it } from 'vitest'
import { allows, ROUTINGS, type Routing, scopeOfGeography } from '../../src/bedrock/routing.ts'

describe('scopeOfGeography', () => {
  it.each(['us', 'eu', 'apac', 'jp', 'au', 'in', 'ca', 'us-gov'])('counts %s as geographic', (geography) => {
    expect(scopeOfGeography(geography)).toBe('geographic')
  })

  it('counts global as global', () => {
    expect(scopeOfGeography('global')).toBe('global')
  })
})

describe('allows', () => {
  it.each<[Routing, string[]]>([
    ['geo-first', ['in-region', 'geographic', 'global']],
    ['geo-only', ['in-region', 'geographic']],
    ['global-first', ['in-region', 'geographic', 'global']],
    ['global-only', ['global']],
    ['in-region-only', ['in-region']],
  ])('lets %s go as far as %j', (routing, scopes) => {
    const all = ['in-region', 'geographic', 'global'] as const
    expect(all.filter((scope) => allows(routing, scope))).toEqual(scopes)
  })

  it.each(Object.keys(ROUTINGS) as Routing[])('gives %s no scope twice', (routing) => {
    expect(new Set(ROUTINGS[routing]).size).toBe(ROUTINGS[routing].length)
  })
})
