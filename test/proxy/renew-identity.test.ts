import { expect, it } from 'vitest'
import { withRenewedIdentity } from '../../src/proxy/renew-identity.ts'
import type { UpstreamResponse } from '../../src/proxy/upstream-response.ts'

const WRONG_DATE = 'Sun, 22 Nov 2026 12:10:00 GMT'

it.each([
  [403, 'ExpiredTokenException', 2, 'read anew'],
  [403, 'ExpiredToken', 2, 'read anew'],
  [403, 'UnrecognizedClientException:http://internal.amazon.com/', 1, 'read anew'],
  [403, 'InvalidSignatureException', 2, `clock ${WRONG_DATE}`],
  [403, 'RequestTimeTooSkewed', 2, `clock ${WRONG_DATE}`],
  [403, 'AccessDeniedException', 1, undefined],
  [403, 'constructor', 1, undefined],
  [400, 'ExpiredTokenException', 1, undefined],
  [403, undefined, 1, undefined],
])('An answer %i %s is asked for %i times, after: %s', async (status, exception, times, done) => {
  const { send, sent, renewals } = refusing(status, exception)
  expect(await send('eu.a.b')).toMatchObject({ attempts: times, response: { status } })
  expect(sent()).toEqual(Array(times).fill('eu.a.b'))
  expect(renewals()).toEqual(done === undefined ? [] : [done])
})

it('A signature that is wrong although the clock is right is not sent again', async () => {
  const { send, sent } = refusing(403, 'InvalidSignatureException', false)
  await send('eu.a.b')
  expect(sent()).toHaveLength(1)
})

function refusing(status: number, exception: string | undefined, isClockWrong = true) {
  const sent: (string | undefined)[] = []
  const renewals: string[] = []
  const headers: Record<string, string | undefined> = { 'x-amzn-errortype': exception, date: WRONG_DATE }
  const header: UpstreamResponse['header'] = (name) => headers[name]
  const pipeTo: UpstreamResponse['pipeTo'] = (sink) => sink.end()
  const response: UpstreamResponse = { status, statusText: '', headers: [], header, pipeTo, resume: () => undefined }
  const once = async (modelId?: string) => {
    sent.push(modelId)
    return { response, attempts: 1 }
  }
  const identity = {
    invalidate: () => void renewals.push('read anew'),
    correctClock: (date?: string) => renewals.push(`clock ${date}`) > 0 && isClockWrong,
  }
  return { send: withRenewedIdentity(once, identity), sent: () => sent, renewals: () => renewals }
}
