import { expect, it } from 'vitest'
import { diagnoseRefusal } from '../../src/proxy/diagnose-refusal.ts'
import { REFUSALS } from '../../src/simulator/refusals.ts'
import { readAll, respond } from '../fixtures/respond.ts'

const ON_DEMAND = REFUSALS['profile-required'].message
const INVALID = REFUSALS['invalid-identifier'].message
const NO_COUNTING = REFUSALS['no-token-counting'].message

it.each<[status: number, message: string, operation: string, remedy: string | undefined]>([
  [400, ON_DEMAND, 'Converse', 'next-candidate'],
  [400, ON_DEMAND.replace('’', "'"), 'InvokeModel', 'next-candidate'],
  [400, ON_DEMAND.replace('’', '\\u2019'), 'InvokeModel', undefined],
  [400, INVALID, 'Responses', 'next-candidate'],
  [400, INVALID.toLowerCase(), 'Messages', 'next-candidate'],
  [400, NO_COUNTING, 'CountTokens', 'other-form'],
  [400, NO_COUNTING, 'Converse', undefined],
  [400, 'Malformed input request: #: required key [messages] not found', 'Converse', undefined],
  [403, ON_DEMAND, 'Converse', undefined],
  [404, INVALID, 'Converse', undefined],
  [429, INVALID, 'Converse', undefined],
  [500, INVALID, 'Converse', undefined],
  [503, ON_DEMAND, 'Converse', undefined],
  [200, INVALID, 'Converse', undefined],
])('%i with "%s" to %s has the remedy %s', async (status, message, operation, remedy) => {
  const body = JSON.stringify({ message })
  const diagnosis = await diagnoseRefusal(respond({ status, body }), operation, 'off')
  expect(diagnosis.remedy).toBe(remedy)
  expect(readAll(diagnosis.response).text).toBe(body)
})

it.each([
  [429, 'throttling', 'failover'],
  [503, 'throttling', 'failover'],
  [429, 'off', undefined],
  [500, 'throttling', undefined],
  [403, 'throttling', undefined],
] as const)('%i under failover %s has the remedy %s', async (status, failover, remedy) => {
  expect((await diagnoseRefusal(respond({ status, body: '{}' }), 'Converse', failover)).remedy).toBe(remedy)
})
