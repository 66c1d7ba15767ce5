import { expect, it } from 'vitest'
import { TRAFFIC, trafficOf } from '../../soak/traffic-table.ts'

it('The shares add up to a hundred, and each kind comes in its share', () => {
  const names = Array.from({ length: 100 }, (_, number) => trafficOf(number).name)
  for (const { name, share } of TRAFFIC) expect(names.filter((one) => one === name)).toHaveLength(share)
  expect(names).toHaveLength(TRAFFIC.reduce((total, { share }) => total + share, 0))
})

it('No kind comes in a row', () => {
  const large = Array.from({ length: 200 }, (_, number) => trafficOf(number).name.startsWith('body of'))
  expect(large.some((one, number) => one && large[number + 1])).toBe(false)
})
