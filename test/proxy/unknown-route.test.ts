import { describe, expect, it } from 'vitest'
import { operationNamed } from '../../src/bedrock/operations.ts'
import { judgeRoute, refuseUnknownRoute } from '../../src/proxy/unknown-route.ts'
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

describe('An answer that says in a success that the route is not known', () => {
  const JSON_TYPE = { 'content-type': 'application/json' }
  const SHORT = { ...JSON_TYPE, 'content-length': String(IN_200.length) }

  it.each<[string, 'InvokeModel' | 'ChatCompletions', Record<string, string>]>([
    ["AWS's own operations", 'InvokeModel', SHORT],
    ["a vendor's routes", 'ChatCompletions', SHORT],
    ["a vendor's routes, whatever its type and length", 'ChatCompletions', {}],
  ])('is refused on %s', async (_, name, headers) => {
    const sent = { response: respond({ headers, body: IN_200 }), attempts: 2 }
    const refusal = {
      code: 'unknown-route',
      attempts: 2,
      message: expect.stringContaining('of xx-east-1 does not know'),
    }
    await expect(refuseUnknownRoute(sent, operationNamed(name), 'xx-east-1')).rejects.toMatchObject(refusal)
  })

  it.each<[string, number, Record<string, string>]>([
    ['an error', 404, SHORT],
    ['longer than any refusal', 200, { ...JSON_TYPE, 'content-length': '513' }],
    ['in chunks', 200, JSON_TYPE],
    ['of another type', 200, { ...SHORT, 'content-type': 'application/octet-stream' }],
  ])("passes unread on AWS's own operations where it is %s", async (_, status, headers) => {
    const sent = { response: respond({ status, headers, body: IN_200 }), attempts: 1 }
    expect(await refuseUnknownRoute(sent, operationNamed('InvokeModel'), 'xx-east-1')).toBe(sent)
  })

  it('passes with every byte where it only looks so', async () => {
    const body = `{"text":${JSON.stringify(IN_200)}}`
    const headers = { ...JSON_TYPE, 'content-length': String(body.length) }
    const sent = { response: respond({ headers, body }), attempts: 1 }
    const { response } = await refuseUnknownRoute(sent, operationNamed('InvokeModel'), 'xx-east-1')
    expect(readAll(response)).toMatchObject({ text: body, ending: 'end' })
  })
})
