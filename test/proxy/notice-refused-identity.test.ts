import { expect, it } from 'vitest'
import { Departure } from '../../src/http/client-presence.ts'
import { EMPTY_BODY } from '../../src/proxy/body.ts'
import { noticeRefusedIdentity } from '../../src/proxy/notice-refused-identity.ts'
import type { UpstreamResponse } from '../../src/proxy/upstream-response.ts'

it.each([
  [403, { 'x-amzn-errortype': 'ExpiredTokenException' }, 1],
  [403, { 'x-amzn-errortype': 'UnrecognizedClientException:http://internal.amazon.com/' }, 1],
  [403, { 'x-amzn-errortype': 'AccessDeniedException' }, 0],
  [400, { 'x-amzn-errortype': 'ExpiredTokenException' }, 0],
  [403, { 'x-other': 'ExpiredTokenException' }, 0],
  [403, {}, 0],
])('An answer %i with %j is noticed %i times and goes on as it is', async (status, headers, times) => {
  const header = (name: string) => new Map(Object.entries(headers)).get(name)
  const response = { status, header } as unknown as UpstreamResponse
  let noticed = 0
  const lane = noticeRefusedIdentity(
    async () => response,
    () => noticed++,
  )
  const request = { method: 'GET', target: '/', headers: {}, body: EMPTY_BODY }
  expect(await lane(request, new Departure())).toBe(response)
  expect(noticed).toBe(times)
})
