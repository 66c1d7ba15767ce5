import { EventEmitter, once } from 'node:events'
import * as http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
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

it('lets a HEAD over HTTP/2 go whose client has left, though Node tells no close of its response', async () => {
  const underWay = new RequestsUnderWay()
  const server = http2.createServer((request, response) => underWay.add(request, response)).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const session = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  onTestFinished(() => session.destroy())
  const stream = session.request({ ':method': 'HEAD' })
  await expect.poll(() => underWay.count).toBe(1)
  stream.close(http2.constants.NGHTTP2_CANCEL)
  await expect.poll(() => underWay.count).toBe(0)
})

function come(underWay: RequestsUnderWay): EventEmitter {
  const response = new EventEmitter()
  underWay.add({} as IncomingRequest, response as unknown as OutgoingResponse)
  return response
}
