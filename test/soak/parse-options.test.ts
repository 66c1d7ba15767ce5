import { expect, it } from 'vitest'
import { parseOptions } from '../../soak/parse-options.ts'

it.each([
  [[], { seconds: 60, parallel: 64 }],
  [['--minutes', '60', '--parallel', '8'], { seconds: 3600, parallel: 8 }],
  [['--minutes', '0.1'], { seconds: 6, parallel: 64 }],
])('%j is understood', (args, options) => {
  expect(parseOptions(args)).toEqual(options)
})

it.each([
  ['--minutes', '61'],
  ['--minutes', '0'],
  ['--minutes', 'an hour'],
  ['--parallel', '0'],
  ['--parallel', '1.5'],
  ['--parallel', '513'],
])('%s %s is refused, so that a soak stays bounded', (...args) => {
  expect(() => parseOptions(args)).toThrow(args[0])
})
