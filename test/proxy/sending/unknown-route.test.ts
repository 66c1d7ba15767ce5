import { describe, expect, it } from 'vitest'
import { isWorthALook, UNKNOWN_IN_200, UNKNOWN_IN_404 } from '../../../src/proxy/sending/unknown-route.ts'
import { BARE, modelPath } from '../../fixtures/model-requests.ts'
import { respond } from '../../fixtures/respond.ts'
import { type Script, scriptBedrock } from '../../fixtures/scripted-bedrock.ts'

const IN_200 = '{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}'
const UNKNOWN = { 'x-amzn-errortype': 'UnknownOperationException:http://internal.amazon.com/' }
const NOT_FOUND = { 'x-amzn-errortype': 'ResourceNotFoundException:http://internal.amazon.com/' }
const MESSAGES = { target: '/v1/messages', body: `{"model":"${BARE}","max_tokens":1,"messages":[]}` }

describe('A Messages route', () => {
  it.each([
    ['the odd form with a status of 200', 200, {}, IN_200],
    ['a 404 that names the exception', 404, UNKNOWN, '{"message":"?"}'],
    ['a 404 that names it in its body', 404, {}, '<UnknownOperationException/>'],
    ['a 404 of a server in between', 404, {}, '<html>404</html>'],
    ['an empty 404', 404, {}, ''],
  ])('that answers with %s is not known, and left from then on', async (_, status, headers, body) => {
    const bedrock = scriptBedrock({
      ...MESSAGES,
      says: (_id, send) => (send === 1 ? { status, headers, body } : undefined),
    })
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 2, remedies: ['other-route'] })
    expect(await bedrock.call()).toMatchObject({ status: 200, attempts: 1, remedies: [] })
  })

  it.each([
    ['a message', 200, {}, `{"content":[{"text":${JSON.stringify(IN_200)}}]}`],
    ['a long answer that begins like the odd form', 200, { 'content-length': '9999' }, IN_200],
    ['a stream', 200, { 'content-type': 'text/event-stream' }, IN_200],
    ['a model that does not exist', 404, NOT_FOUND, '{"message":"This model version has reached its end of life."}'],
    ['a 400', 400, UNKNOWN, IN_200],
  ])('that answers with %s is known', async (_, status, headers, body) => {
    const bedrock = scriptBedrock({ ...MESSAGES, says: () => ({ status, headers, body }) })
    expect(await bedrock.call()).toMatchObject({ status, body, attempts: 1, remedies: [] })
  })
})

it('A Messages route that misses a model in the words of Anthropic is known, and the next candidate is asked for there', async () => {
  const body = '{"type":"error","error":{"type":"not_found_error","message":"m"}}'
  const bedrock = scriptBedrock({ ...MESSAGES, says: () => ({ status: 404, body }) })
  expect(await bedrock.call()).toMatchObject({ status: 404, body, attempts: 2, remedies: ['next-candidate'] })
})

describe('An answer that says in a success that the route is not known', () => {
  const JSON_TYPE = { 'content-type': 'application/json' }
  const SHORT = { ...JSON_TYPE, 'content-length': String(IN_200.length) }
  const CHAT = { target: '/v1/chat/completions', body: `{"model":"${BARE}"}` }

  it.each<[string, Script, Record<string, string>]>([
    ["AWS's own operations", {}, SHORT],
    ["a vendor's routes", CHAT, SHORT],
    ["a vendor's routes, whatever its type and length", CHAT, {}],
  ])('is refused on %s', async (_, script, headers) => {
    const bedrock = scriptBedrock({ ...script, says: () => ({ status: 200, headers, body: IN_200 }) })
    await expect(bedrock.call()).rejects.toMatchObject({
      code: 'unknown-route',
      attempts: 1,
      message: expect.stringContaining('of eu-central-1 does not know'),
    })
  })

  it.each<[string, number, Record<string, string>]>([
    ['longer than any refusal', 200, { ...JSON_TYPE, 'content-length': '513' }],
    ['in chunks', 200, JSON_TYPE],
    ['of another type', 200, { ...SHORT, 'content-type': 'application/octet-stream' }],
  ])("passes unread on AWS's own operations where it is %s", (_, status, headers) => {
    const attempt = scriptBedrock({ target: modelPath('invoke') }).first()
    const history = { sends: 1, tried: [], remedies: [] }
    expect(isWorthALook({ attempt, history, outcome: respond({ status, headers, body: IN_200 }) })).toBe(false)
  })

  it.each([
    ['{"output":{}}', false],
    ['{"message":"{\\"Output\\""}', false],
    ['[]', false],
    [IN_200, true],
    [`\ufeff \n{ \t${IN_200.slice(1)}`, true],
    [`${' '.repeat(100)}${IN_200}`, true],
    ['{', true],
  ])('is looked for, in a body that is there, only where it begins so: %j', (text, isLookedFor) => {
    const attempt = scriptBedrock({ target: modelPath('invoke') }).first()
    const whole = { ...respond({ headers: SHORT, body: text }), whole: () => [Buffer.from(text)] }
    expect(isWorthALook({ attempt, history: { sends: 1, tried: [], remedies: [] }, outcome: whole })).toBe(isLookedFor)
  })

  it('passes with every byte where it only looks so', async () => {
    const body = `{"text":${JSON.stringify(IN_200)}}`
    const headers = { ...JSON_TYPE, 'content-length': String(body.length) }
    expect(await scriptBedrock({ says: () => ({ status: 200, headers, body }) }).call()).toMatchObject({
      status: 200,
      body,
    })
  })

  it('is held no longer than it takes to tell', () => {
    expect([UNKNOWN_IN_200.maxBytes, UNKNOWN_IN_404.maxBytes]).toEqual([512, 16 * 1024])
  })
})
