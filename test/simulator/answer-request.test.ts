import { expect, it } from 'vitest'
import { answerRequest } from '../../src/simulator/answer-request.ts'
import { matchRoute } from '../../src/simulator/match-route.ts'
import type { RequestDraft } from '../../src/simulator/simulated-request.ts'
import { MANNERS } from '../../src/simulator/strictness/manners.ts'
import { emptyRecord } from '../fixtures/empty-record.ts'
import { jsonOf } from '../fixtures/simulated-call.ts'
import { BEARER_TOKEN, CREDENTIALS, FRANKFURT } from '../fixtures/start-frankfurt.ts'

const WORLD = {
  region: 'eu-central-1',
  catalogOf: () => FRANKFURT,
  credentials: CREDENTIALS,
  bearerToken: BEARER_TOKEN,
  manners: MANNERS.strict,
  now: Date.now,
}

async function answerTo(
  method: string,
  path: string,
  body: string,
  headers = ['authorization', `Bearer ${BEARER_TOKEN}`],
  world = WORLD,
) {
  const record: RequestDraft = { ...emptyRecord(), method, path, headers }
  const answer = await answerRequest(matchRoute(method, path), record, async () => Buffer.from(body), world)
  return { answer, record, errorType: answer.headers['x-amzn-errortype']?.split(':')[0] }
}

const CHAT = '/openai/v1/chat/completions'

it.each([
  ['a route that nobody knows', 'GET', '/nowhere', '', 404, 'UnknownOperationException'],
  [
    'a stream of events that comes over HTTP/1.1',
    'POST',
    '/model/x/invoke-with-bidirectional-stream',
    '',
    400,
    'ValidationException',
  ],
  ['a model that does not exist', 'POST', '/model/no.such-model/converse', '{}', 400, 'ValidationException'],
  ['a body that names no model', 'POST', CHAT, '{"messages":[]}', 400, 'ValidationException'],
  ['a model that is no string', 'POST', CHAT, '{"model":1}', 400, 'ValidationException'],
  ['a body that is no JSON where it should name a model', 'POST', CHAT, '{"model":', 400, 'ValidationException'],
])('refuses %s', async (_title, method, path, body, status, exception) => {
  const { answer, errorType } = await answerTo(method, path, body)
  expect(answer.status).toBe(status)
  expect(errorType).toBe(exception)
})

it('judges who asks before it judges the model', async () => {
  const { errorType, record } = await answerTo('POST', '/model/no.such-model/converse', '{}', [])
  expect(errorType).toBe('MissingAuthenticationTokenException')
  expect(record.signature).toBe('refused')
})

it('takes an opaque body where the model is in the path', async () => {
  const { answer, record } = await answerTo('POST', '/model/openai.gpt-oss-20b-1%3A0/invoke', '\u0000 no JSON')
  expect(answer.status).toBe(200)
  expect(record).toMatchObject({ operation: 'InvokeModel', modelId: 'openai.gpt-oss-20b-1:0', signature: 'bearer' })
})

it('finds the model in the body', async () => {
  const { answer, record } = await answerTo('POST', CHAT, '{"model":"openai.gpt-oss-20b-1:0"}')
  expect(record.modelId).toBe('openai.gpt-oss-20b-1:0')
  expect(jsonOf(answer).model).toBe('openai.gpt-oss-20b-1:0')
})

it('gives every answer its own request ID', async () => {
  const [first, second] = await Promise.all([answerTo('GET', '/nowhere', ''), answerTo('GET', '/nowhere', '')])
  expect(first.answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/)
  expect(first.answer.headers['x-amzn-requestid']).not.toBe(second.answer.headers['x-amzn-requestid'])
})

it("speaks AWS's own dialect on every route", async () => {
  expect(jsonOf((await answerTo('POST', CHAT, '{}')).answer)).toEqual({ message: expect.any(String) })
  expect(jsonOf((await answerTo('POST', '/anthropic/v1/messages', '{}')).answer)).toEqual({
    message: expect.any(String),
  })
})

it('speaks the dialect of the API that was called where its manners are lenient', async () => {
  const lenient = { ...WORLD, manners: MANNERS.lenient }
  const to = async (path: string) => jsonOf((await answerTo('POST', path, '{}', undefined, lenient)).answer)
  expect((await to(CHAT)).error.type).toBe('invalid_request_error')
  expect((await to('/anthropic/v1/messages')).type).toBe('error')
})

it('is asked for a model before it looks into the body, and looks into the body before it answers', async () => {
  const invoke = async (model: string) => jsonOf((await answerTo('POST', `/model/${model}/invoke`, '{}')).answer)
  expect(await invoke('anthropic.claude-sonnet-4-6')).toEqual({
    message: expect.stringContaining('on-demand throughput'),
  })
  expect(await invoke('eu.anthropic.claude-sonnet-4-6')).toEqual({ message: 'anthropic_version: Field required' })
})

it('knows nobody in a Region that is not simulated', async () => {
  const record: RequestDraft = { ...emptyRecord(), method: 'GET', path: '/foundation-models' }
  record.headers = ['authorization', `Bearer ${BEARER_TOKEN}`]
  const world = { ...WORLD, catalogOf: () => undefined }
  const answer = await answerRequest(
    matchRoute('GET', '/foundation-models'),
    record,
    async () => Buffer.alloc(0),
    world,
  )
  expect(answer.headers['x-amzn-errortype']).toMatch(/^UnrecognizedClientException:/)
})
