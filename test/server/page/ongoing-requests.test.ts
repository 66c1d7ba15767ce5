import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { IncomingRequest, OutgoingResponse } from '../../../src/http/dual-server.ts'
import { ongoingRequests } from '../../../src/server/page/ongoing-requests.ts'
import { RequestsUnderWay } from '../../../src/server/requests-under-way.ts'
import { BARE, modelPath } from '../../fixtures/model-requests.ts'

const NOON = Date.parse('2026-11-29T12:00:00.000Z')

describe('What is under way', () => {
  it('is what names an operation, the newest first, until it is over', () => {
    const { underWay, ongoing } = shown(() => NOON)
    const first = come(underWay, 'POST', modelPath('converse'))
    come(underWay, 'POST', '/v1/messages?beta=true')
    const time = '2026-11-29T12:00:00.000Z'
    expect(ongoing.list()).toEqual([
      { id: 2, time, operation: expect.any(String) },
      { id: 1, time, operation: 'Converse', requestedModel: BARE },
    ])
    first.emit('close')
    expect(ongoing.list().map(({ id }) => id)).toEqual([2])
  })

  it('has a status once its answer has begun', () => {
    const { underWay, ongoing } = shown()
    come(underWay, 'POST', modelPath('converse'), { headersSent: true, statusCode: 200 })
    expect(ongoing.list()).toMatchObject([{ status: 200 }])
  })

  it.each(['/-/events', '/-/models', '/healthz', '/', '/nowhere', '/model/a%zz/converse'])('is not %s', (url) => {
    const { underWay, ongoing } = shown()
    come(underWay, 'GET', url)
    expect(ongoing.list()).toEqual([])
    expect(ongoing.count()).toBe(url === '/' || url.startsWith('/-/') ? 0 : 1)
  })

  it('is listed as far as anybody reads, and counted whole', () => {
    const { underWay, ongoing } = shown()
    for (let i = 0; i < 60; i += 1) come(underWay, 'POST', modelPath('converse'))
    expect([ongoing.list().length, ongoing.list()[0]?.id, ongoing.count()]).toEqual([50, 60, 60])
  })

  it('names no account', () => {
    const { underWay, ongoing } = shown()
    const arn = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc'
    come(underWay, 'POST', modelPath('converse', arn))
    expect(JSON.stringify(ongoing.list())).not.toMatch(/arn:|12345678/)
  })
})

function shown(now = Date.now) {
  const underWay = new RequestsUnderWay(now)
  return { underWay, ongoing: ongoingRequests(underWay) }
}

function come(
  underWay: RequestsUnderWay,
  method: string,
  url: string,
  state: object = { headersSent: false },
): EventEmitter {
  const response = Object.assign(new EventEmitter(), state)
  underWay.add({ method, url } as IncomingRequest, response as unknown as OutgoingResponse)
  return response
}
