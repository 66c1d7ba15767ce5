import { expect, it } from 'vitest'
import { nearestName, nearestNames } from '../../src/bedrock/nearest-names.ts'

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

it('names the nearest first, as many as are wanted, and of equally near ones the first that is known', () => {
  const known = ['a-far-one', 'model-c', 'modle-a', 'model-a', 'model-b']
  expect(nearestNames('model-a', known, 3)).toEqual(['model-a', 'model-c', 'modle-a'])
})

it('finds among thousands of names those that a look at every letter of each would find', () => {
  const known = Array.from({ length: 3_000 }, (_, i) => `vendor.model-${i}-instruct`)
  expect(nearestNames('vendor.modle-77-instruct', known, 2)).toEqual([
    'vendor.model-77-instruct',
    'vendor.model-7-instruct',
  ])
})
