import { expect, it } from 'vitest'
import { tellRepair } from '../../../src/proxy/account/tell-repair.ts'

it.each([
  ['nothing was taken out', [], [], ['repair'], ''],
  ['flags', ['a', 'b'], [], ['repair'], 'beta=a,b'],
  ['members', [], ['tools[].x', 'y'], ['repair'], 'field=tools[].x,y'],
  ['both', ['a'], ['y'], ['other-form', 'repair'], 'beta=a; field=y'],
  ['what was known before', ['a'], ['y'], [], 'beta=a; field=y; learned'],
  ['a flag that no header could hold', ['a\r\nx: y', 'b;c', 'd'], [], ['repair'], 'beta=d'],
])('%s', (_, flags, places, remedies, told) => {
  expect(tellRepair({ repaired: { flags, places }, remedies }).join('; ')).toBe(told)
})

it('tells nothing of a request that was never sent', () => {
  expect(tellRepair({ repaired: undefined, remedies: [] })).toEqual([])
})
