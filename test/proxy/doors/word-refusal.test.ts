import { describe, expect, it } from 'vitest'
import type { ErrorDialect } from '../../../src/bedrock/errors.ts'
import { messageIn, wordRefusal } from '../../../src/proxy/doors/word-refusal.ts'
import type { Sent } from '../../../src/proxy/sending/attempt.ts'
import { readAll, respond } from '../../fixtures/respond.ts'

const HEADERS = {
  'content-type': 'text/x',
  'content-length': '1',
  'retry-after': '7',
  'x-amzn-errortype': 'X:http://y',
}

describe('What AWS refuses in its own shape', () => {
  it.each([
    [400, '{"message":"Bad."}', 'invalid_request_error', 'Bad.'],
    [401, '{"Message":"Denied."}', 'authentication_error', 'Denied.'],
    [403, '{"Message":"Denied."}', 'permission_error', 'Denied.'],
    [404, '{"message":"Gone."}', 'not_found_error', 'Gone.'],
    [429, '{"message":"Too many."}', 'rate_limit_error', 'Too many.'],
    [424, '{"message":"Model."}', 'api_error', 'Model.'],
    [500, '<html>no</html>', 'api_error', '<html>no</html>'],
    [503, '', 'overloaded_error', 'Bedrock refused the request and did not say why.'],
  ])('as a %i that says %s is an error of the API that was called', async (status, body, type, message) => {
    const anthropic = await worded({ status, body }, 'anthropic')
    expect(JSON.parse(anthropic.text)).toEqual({ type: 'error', error: { type, message } })
    const openai = await worded({ status, body }, 'openai')
    expect(JSON.parse(openai.text)).toEqual({ error: { message, type, param: null, code: 'X' } })
    for (const { response, text } of [anthropic, openai]) {
      expect(response).toMatchObject({ status, statusText: 'Reason' })
      expect(response.headers).toEqual([
        ...['content-type', 'application/json', 'content-length', String(Buffer.byteLength(text))],
        ...['retry-after', '7', 'x-amzn-errortype', 'X:http://y'],
      ])
    }
  })

  it('tells the nearest IDs where there are any', async () => {
    const { text } = await worded({ status: 400, body: '{"message":"No."}' }, 'openai', 'eu.a, eu.b')
    expect(JSON.parse(text).error.message).toBe('No. The nearest IDs that can be called here: eu.a, eu.b.')
  })
})

it.each<[string, ErrorDialect, number, string]>([
  ['an error of OpenAI', 'openai', 404, '{ "error": {"code":"model_not_found"}, "x": 1.0 }'],
  ['an error of Anthropic', 'anthropic', 400, '{"type":"error","error":{"type":"not_found_error"}}'],
])('%s stays as it is, byte for byte', async (_, dialect, status, body) => {
  const { response, text } = await worded({ status, body }, dialect)
  expect([response.status, text]).toEqual([status, body])
})

it('follows the client where a path is that of two APIs', async () => {
  const sent = { ...SENT, response: respond({ status: 403, headers: HEADERS, body: '{"message":"No."}' }) }
  const { response } = await wordRefusal(
    sent,
    { dialect: 'openai', name: 'ListModels' },
    { 'anthropic-version': '2023-06-01' },
  )
  expect(JSON.parse(readAll(response).text)).toMatchObject({ type: 'error' })
})

it.each([
  ['{"message":"a"}', 'a'],
  ['{"Message":"b"}', 'b'],
  [' text ', 'text'],
])('reads in %s what Bedrock says', (text, message) => {
  expect(messageIn(text)).toBe(message)
})

it('tells where AWS has the Responses API of GPT-OSS', async () => {
  const resolution = { resolved: 'openai.gpt-oss-120b-1:0' } as NonNullable<Sent['resolution']>
  const response = respond({ status: 400, headers: HEADERS, body: '{"message":"No."}' })
  const told = await wordRefusal({ ...SENT, resolution, response }, { dialect: 'openai', name: 'Responses' }, {})
  expect(readAll(told.response).text).toMatch(
    /"No\. AWS has the Responses API of GPT-OSS models on bedrock-mantle only/,
  )
})

describe('A refused beta flag', () => {
  const headers = { 'anthropic-beta': 'context-1m-2025-08-07, no-such-2099-01-01' }

  it.each([
    '{"message":"invalid beta flag"}',
    '{"type":"error","error":{"type":"invalid_request_error","message":"invalid beta flag"}}',
  ])('is named in the form by which Claude Code drops it itself: %s', async (body) => {
    const { text } = await worded({ status: 400, body }, 'anthropic', undefined, headers)
    const message = 'capability_rejected: beta_header:no-such-2099-01-01'
    expect(JSON.parse(text)).toEqual({ type: 'error', error: { type: 'invalid_request_error', message } })
  })

  it('is not named where every flag is one that Bedrock takes', async () => {
    const known = { 'anthropic-beta': 'context-1m-2025-08-07' }
    const { text } = await worded(
      { status: 400, body: '{"message":"invalid beta flag"}' },
      'anthropic',
      undefined,
      known,
    )
    expect(JSON.parse(text).error.message).toBe('invalid beta flag')
  })
})

const SENT = { attempts: 1, resolution: undefined, remedies: [] }

async function worded(
  { status, body }: { status: number; body: string },
  dialect: ErrorDialect,
  hint?: string,
  headers = {},
  name = 'Messages',
) {
  const sent = { ...SENT, hint, response: respond({ status, headers: HEADERS, body }) }
  const { response } = await wordRefusal(sent, { dialect, name }, headers)
  return { response, text: readAll(response).text }
}
