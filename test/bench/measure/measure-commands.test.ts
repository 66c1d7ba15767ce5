import { expect, it } from 'vitest'
import { cpuMsOfChildren } from '../../../bench/measure/measure-commands.ts'

it.each([
  ['0m0.01s 0m0.00s\n0m1.25s 0m0.25s\n', 1500],
  ['0m0.000s 0m0.000s\n1m0.100s 0m0.050s\n', 60_150],
  ['0m0,01s 0m0,00s\n0m1,25s 0m0,25s\n', 1500],
])('Of %j the time of the children is %d ms', (times, ms) => {
  expect(cpuMsOfChildren(times)).toBeCloseTo(ms)
})
