import { expect, it } from 'vitest'
import { matchingRequests } from '../../src/page/matching-requests.ts'
import { requestWith } from './page-requests.ts'

const ARN = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc'
const REQUESTS = [
  requestWith({ id: 1, client: 'laptop' }),
  requestWith({ id: 2, operation: 'ConverseStream', status: 429, refusal: 'throttled' }),
  requestWith({ id: 3, requestedModel: 'eu-central-1 …9012 application-inference-profile/abc', repaired: ['beta=a'] }),
]

it.each([
  ['', [1, 2, 3]],
  ['  ', [1, 2, 3]],
  ['sonnet', [1, 2, 3]],
  ['LAPTOP', [1]],
  ['429', [2]],
  ['stream throttled', [2]],
  ['throttled laptop', []],
  ['beta=a', [3]],
  [ARN, [3]],
])('%j leaves %j', (text, ids) => {
  expect(matchingRequests(REQUESTS, text).map(({ id }) => id)).toEqual(ids)
})

it('what was weighed and not sent is not looked through', () => {
  expect(matchingRequests(REQUESTS, 'preferred')).toEqual([])
})
