import { expect, it } from 'vitest'
import { nearestName } from '../../src/bedrock/nearest-names.ts'

const KNOWN = ['host', 'port', 'region', 'log-level', 'log-format', 'max-body-bytes']

it.each([
  ['prot', 'port', 'two letters swapped'],
  ['por', 'port', 'a letter left out'],
  ['reggion', 'region', 'a letter too many'],
  ['log_level', 'log-level', 'another separator'],
  ['maxBodyBytes', 'max-body-bytes', 'camel case'],
])('%s is taken for %s: %s', (mistyped, meant) => {
  expect(nearestName(mistyped, KNOWN)).toBe(meant)
})

it('suggests nothing where no name is near', () => {
  expect(nearestName('temperature', KNOWN)).toBeUndefined()
})
