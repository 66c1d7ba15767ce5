import { expect, it } from 'vitest'
import { isRegionCode } from '../../src/bedrock/region-code.ts'
import { loadSnapshot } from '../../src/catalog/load-snapshot.ts'

it.each([...Object.keys(loadSnapshot().regions), 'eusc-de-east-1', 'us-gov-west-1'])('%s is a Region code', (code) => {
  expect(isRegionCode(code)).toBe(true)
})

it.each([
  '',
  'eu',
  'eu-central',
  'eu-central-',
  'EU-CENTRAL-1',
  'eu-central-1.evil.example',
  'model',
  '../eu-central-1',
  'eu-central-1/',
])('"%s" is none', (text) => {
  expect(isRegionCode(text)).toBe(false)
})
