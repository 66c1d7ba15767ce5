import { expect, it } from 'vitest'
import { createWayOut } from '../../src/aws/way-out.ts'
import { LOOPBACK_TLS } from './loopback-tls.ts'

it('makes one context of its authorities for every connection, and none where there are none', () => {
  const { trust } = createWayOut({}, [LOOPBACK_TLS.cert])
  expect(trust().secureContext).toBeDefined()
  expect(trust()).toBe(trust())
  expect(createWayOut().trust()).toEqual({})
})
