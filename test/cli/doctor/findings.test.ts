import { expect, it } from 'vitest'
import { failed, inTwo, ok, skipped, warn } from '../../../src/cli/doctor/findings.ts'

it('has a remedy where something is to be done', () => {
  expect([ok('a'), skipped('b'), warn('c', 'd'), failed('e', 'f')]).toEqual([
    { status: 'ok', finding: 'a' },
    { status: 'skipped', finding: 'b' },
    { status: 'warn', finding: 'c', remedy: 'd' },
    { status: 'failed', finding: 'e', remedy: 'f' },
  ])
})

it.each([
  [new Error('It broke. Mend it, e.g. today.'), { finding: 'It broke.', remedy: 'Mend it, e.g. today.' }],
  [new Error('It broke'), { finding: 'It broke' }],
  ['a string', { finding: 'a string' }],
])('%s is told in two', (error, told) => {
  expect(inTwo(error)).toEqual({ status: 'failed', ...told })
})
