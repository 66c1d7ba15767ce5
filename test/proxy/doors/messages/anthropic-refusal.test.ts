import { expect, it } from 'vitest'
import { anthropicRefusal } from '../../../../src/proxy/doors/messages/anthropic-refusal.ts'
import { readAll, respond } from '../../../fixtures/respond.ts'

it.each([
  [400, '{"message":"Bad."}', 'invalid_request_error', 'Bad.'],
  [401, '{"Message":"Denied."}', 'authentication_error', 'Denied.'],
  [403, '{"Message":"Denied."}', 'permission_error', 'Denied.'],
  [404, '{"message":"Gone."}', 'not_found_error', 'Gone.'],
  [429, '{"message":"Too many."}', 'rate_limit_error', 'Too many.'],
  [424, '{"message":"Model."}', 'api_error', 'Model.'],
  [500, '<html>no</html>', 'api_error', '<html>no</html>'],
  [503, '', 'overloaded_error', 'Bedrock refused the request and did not say why.'],
])('puts a %i that says %s into the shape of Anthropic', async (status, body, type, message) => {
  const headers = { 'content-type': 'text/x', 'content-length': '1', 'retry-after': '7', 'x-amzn-errortype': 'X' }
  const response = await anthropicRefusal(respond({ status, headers, body }))
  const json = JSON.stringify({ type: 'error', error: { type, message } })
  expect(readAll(response).text).toBe(json)
  expect(response).toMatchObject({ status, statusText: 'Reason' })
  expect(response.headers).toEqual([
    ...['content-type', 'application/json', 'content-length', String(json.length)],
    ...['retry-after', '7', 'x-amzn-errortype', 'X'],
  ])
})
