import { expect, it } from 'vitest'
import { judgeRoute } from '../../src/proxy/unknown-route.ts'
import { readAll, respond } from '../fixtures/respond.ts'

const IN_200 = '{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}'
const UNKNOWN = { 'x-amzn-errortype': 'UnknownOperationException:http://internal.amazon.com/' }
const NOT_FOUND = { 'x-amzn-errortype': 'ResourceNotFoundException:http://internal.amazon.com/' }

it.each([
  ['the odd form with a status of 200', 200, {}, IN_200],
  ['a 404 that names the exception', 404, UNKNOWN, '{"message":"?"}'],
  ['a 404 that names it in its body', 404, {}, '<UnknownOperationException/>'],
  ['a 404 of a server in between', 404, {}, '<html>404</html>'],
  ['an empty 404', 404, {}, ''],
])('%s says that the route is not known', async (_, status, headers, body) => {
  const { response, isUnknown } = await judgeRoute(respond({ status, headers, body }))
  expect(isUnknown).toBe(true)
  expect(readAll(response).text).toBe(body)
})

it.each([
  ['a message', 200, {}, `{"content":[{"text":${JSON.stringify(IN_200)}}]}`],
  ['a long answer that begins like the odd form', 200, { 'content-length': '9999' }, IN_200],
  ['a stream', 200, { 'content-type': 'text/event-stream' }, IN_200],
  ['a model that does not exist', 404, NOT_FOUND, '{"message":"This model version has reached the end of its life."}'],
  ['a model in the words of Anthropic', 404, {}, '{"type":"error","error":{"type":"not_found_error","message":"m"}}'],
  ['a 400', 400, UNKNOWN, IN_200],
])('%s says that it is', async (_, status, headers, body) => {
  const { response, isUnknown } = await judgeRoute(respond({ status, headers, body }))
  expect(isUnknown).toBe(false)
  expect(readAll(response)).toMatchObject({ text: body, ending: 'end' })
})
