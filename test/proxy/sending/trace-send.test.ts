import { expect, it } from 'vitest'
import { ProxyError } from '../../../src/bedrock/errors.ts'
import type { Upstream } from '../../../src/proxy/proxy-parts.ts'
import { traceSend } from '../../../src/proxy/sending/trace-send.ts'
import type { TracedSend } from '../../../src/telemetry/request-trace.ts'
import { PROFILE } from '../../fixtures/model-requests.ts'
import { respond } from '../../fixtures/respond.ts'
import { scriptBedrock } from '../../fixtures/scripted-bedrock.ts'

function traced(outcome: Parameters<typeof traceSend>[3], remedies: string[] = []): TracedSend | undefined {
  const told: TracedSend[] = []
  const attempt = { ...scriptBedrock({}).first(), upstream: { host: 'h:1' } as Upstream }
  const incoming = { ...attempt.incoming, onSend: (send: TracedSend) => told.push(send) }
  traceSend({ ...attempt, incoming }, { sends: 1, tried: [], remedies }, 5, outcome)
  return told[0]
}

it('A send that was answered is told with its status, its exception and whether it streams', () => {
  const headers = { 'x-amzn-errortype': 'ThrottlingException:http://x' }
  expect(traced(respond({ status: 429, headers }), ['repair', 'failover'])).toMatchObject({
    startedAt: 5,
    method: 'POST',
    pathTemplate: '/model/{modelId}/converse',
    region: 'eu-central-1',
    host: 'h:1',
    model: PROFILE,
    reason: 'geographic-profile',
    remedy: 'failover',
    status: 429,
    exception: 'ThrottlingException',
    isStream: false,
  })
  const stream = { 'content-type': 'application/vnd.amazon.eventstream' }
  expect(traced(respond({ headers: stream }))).toMatchObject({ status: 200, exception: undefined, isStream: true })
})

it('One that got no answer is told with the code of our error', () => {
  const error = new ProxyError('upstream-unreachable', 'No.')
  const send = traced({ error, cause: undefined, afterMs: 1, connection: {} })
  expect(send).toMatchObject({ error: 'upstream-unreachable', isStream: false })
  expect(send).not.toHaveProperty('status')
})

it('Nothing is told where nobody traces', () => {
  const attempt = { ...scriptBedrock({}).first(), upstream: { host: 'h' } as Upstream }
  expect(traceSend(attempt, { sends: 1, tried: [], remedies: [] }, 5, respond())).toBeUndefined()
})
