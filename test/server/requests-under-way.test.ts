import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import type { IncomingRequest, OutgoingResponse } from '../../src/http/dual-server.ts'
import { RequestsUnderWay } from '../../src/server/requests-under-way.ts'

it('knows the requests that have come and are not closed, by number', () => {
  const underWay = new RequestsUnderWay(() => 5)
  const [first, second, third] = [come(underWay), come(underWay), come(underWay)]
  second.emit('close')
  expect(underWay.count).toBe(2)
  expect([...underWay].map(({ id, startedAt }) => [id, startedAt]).sort()).toEqual([
    [1, 5],
    [3, 5],
  ])
  for (const response of [first, third, third]) response.emit('close')
  expect([underWay.count, ...underWay]).toEqual([0])
})

function come(underWay: RequestsUnderWay): EventEmitter {
  const response = new EventEmitter()
  underWay.add({} as IncomingRequest, response as unknown as OutgoingResponse)
  return response
}
