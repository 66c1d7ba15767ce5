import { describe, expect, it } from 'vitest'
import { destinationList, REGION_SCHEMA, regionList } from '../../src/settings/region-schemas.ts'

it.each(['eu-central-1', 'us-gov-west-1', 'ap-southeast-2', 'eusc-de-east-1'])('%s is a Region', (region) => {
  expect(REGION_SCHEMA.safeParse(region).success).toBe(true)
})

it.each(['', 'eu', 'EU-CENTRAL-1', 'eu-central-1.evil.example', 'eu-central-1/', 'a@b-c-1'])(
  '"%s" is no Region, so it never becomes part of a host name',
  (region) => {
    expect(REGION_SCHEMA.safeParse(region).success).toBe(false)
  },
)

describe('a list of Regions', () => {
  it.each([
    ['', []],
    ['us-west-2', ['us-west-2']],
    [' us-west-2 , eu-west-1 ,', ['us-west-2', 'eu-west-1']],
  ])('"%s" is %j', (text, regions) => {
    expect(regionList().safeParse(text).data).toEqual(regions)
  })

  it.each(['us-*', '*', 'us-west-2,Frankfurt', 'us-west-2 eu-west-1', 'us-west-2/'])('is not "%s"', (text) => {
    const { error } = regionList().safeParse(text)
    expect(error?.issues[0]?.message).toBe('Region codes such as eu-central-1, with commas between them')
  })
})

describe('a list of destinations', () => {
  it.each([
    ['', []],
    ['*', ['*']],
    ['eu-*,us-west-2', ['eu-*', 'us-west-2']],
    ['*-west-*', ['*-west-*']],
  ])('"%s" is %j', (text, patterns) => {
    expect(destinationList().safeParse(text).data).toEqual(patterns)
  })

  it.each(['eu', 'EU-*', 'eu-?', 'eu-.*', 'eu-* us-*', '(a+)+*', 'eu_*'])('is not "%s"', (text) => {
    const { error } = destinationList().safeParse(text)
    expect(error?.issues[0]?.message).toBe('Region codes or patterns such as eu-*, with commas between them')
  })
})
