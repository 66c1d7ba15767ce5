import { expect, it } from 'vitest'
import { createRouteMemory } from '../../src/proxy/route-memory.ts'

it('knows for an hour which route is unknown', () => {
  let now = 1_000
  const routes = createRouteMemory(() => now)
  expect(routes.isUnknown('Messages')).toBe(false)
  routes.learnUnknown('Messages')
  expect([routes.isUnknown('Messages'), routes.isUnknown('Responses')]).toEqual([true, false])
  now += 60 * 60_000 - 1
  expect(routes.isUnknown('Messages')).toBe(true)
  now += 1
  expect(routes.isUnknown('Messages')).toBe(false)
})
