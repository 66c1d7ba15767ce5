import { expect, it } from 'vitest'
import { renderResults } from '../../../src/cli/doctor/render-results.ts'

const plain = (_: string, text: string) => text

it('has a line for each, and below it what to do', () => {
  const results = [
    { check: 'node', status: 'ok', finding: 'Node 20' },
    { check: 'credentials', status: 'failed', finding: 'None.', remedy: 'Log in.' },
    { check: 'clock', status: 'warn', finding: 'Late.', remedy: 'Set it.' },
  ] as const
  expect(renderResults(results, plain)).toEqual([
    '✓ node         Node 20',
    '✗ credentials  None.',
    '               → Log in.',
    '! clock        Late.',
    '               → Set it.',
    '',
    '1 failed, 1 to look at.',
  ])
})

it('says so where nothing is wrong', () => {
  expect(renderResults([{ check: 'a', status: 'skipped', finding: 'b' }], plain)).toEqual([
    '- a  b',
    '',
    'Nothing is wrong.',
  ])
})
