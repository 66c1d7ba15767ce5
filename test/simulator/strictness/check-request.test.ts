import { describe, expect, it } from 'vitest'
import { type AskedRequest, checkRequest, type Refusing } from '../../../src/simulator/strictness/check-request.ts'

const WHOLE = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 1, messages: [] }
const MESSAGE = { model: 'a', max_tokens: 1, messages: [] }
const EFFORT = 'effort-2025-11-24'
const UNKNOWN = 'no-such-beta-2099-01-01'
const OF_THE_MODEL = 'The model returned the following errors: '

const counted = (body: unknown) => ({
  input: { invokeModel: { body: Buffer.from(JSON.stringify(body)).toString('base64') } },
})
const header = (...flags: string[]) => ['Anthropic-Beta', flags.join(', ')]

function refusalOf(asked: Partial<AskedRequest>, refusing?: Refusing): string | undefined {
  const request = { operation: 'InvokeModel', headers: [], body: WHOLE, modelId: 'anthropic.claude-sonnet-4-6' }
  try {
    checkRequest({ ...request, ...asked }, refusing)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

describe('The beta flags of a request', () => {
  it.each([
    ['InvokeModel', { body: { ...WHOLE, anthropic_beta: [EFFORT, UNKNOWN] } }, 'invalid beta flag'],
    ['InvokeModelWithResponseStream', { headers: header(EFFORT, UNKNOWN) }, 'invalid beta flag'],
    ['InvokeModel', { headers: header('advanced-tool-use-2025-11-20') }, 'invalid beta flag'],
    ['Messages', { body: MESSAGE, headers: header('oauth-2025-04-20') }, 'invalid beta flag'],
    ['MantleMessages', { body: MESSAGE, headers: header(UNKNOWN) }, 'invalid beta flag'],
    [
      'Converse',
      { body: { additionalModelRequestFields: { anthropic_beta: ['compact-2026-01-12'] } } },
      `${OF_THE_MODEL}invalid beta flag`,
    ],
    [
      'CountTokens',
      { body: counted({ ...WHOLE, anthropic_beta: ['token-counting-2024-11-01'] }) },
      'invalid beta flag',
    ],
  ])('of %s are refused for one that is unknown there: %j', (operation, asked, sentence) => {
    expect(refusalOf({ operation, ...asked })).toBe(sentence)
  })

  it.each([
    [
      'InvokeModel',
      { headers: header(EFFORT), body: { ...WHOLE, anthropic_beta: ['interleaved-thinking-2025-05-14'] } },
    ],
    ['MantleMessages', { body: MESSAGE, headers: header('per-turn-control-2026-07-01') }],
    ['MantleCountMessageTokens', { body: { model: 'a', messages: [] }, headers: header('token-counting-2024-11-01') }],
    [
      'ConverseStream',
      { body: { additionalModelRequestFields: { anthropic_beta: ['structured-outputs-2025-11-13'] } } },
    ],
    ['Converse', { body: {}, headers: header(UNKNOWN) }],
    ['CountTokens', { body: counted(WHOLE), headers: header(UNKNOWN) }],
  ])('of %s are taken: %j', (operation, asked) => {
    expect(refusalOf({ operation, ...asked })).toBeUndefined()
  })

  it('come before the body', () => {
    expect(refusalOf({ body: { x: 1 }, headers: header(UNKNOWN) })).toBe('invalid beta flag')
  })
})

describe('The body of a request', () => {
  it.each([
    ['InvokeModel', { ...WHOLE, x: 1 }, 'x: Extra inputs are not permitted'],
    ['InvokeModel', { anthropic_version: 'a', messages: [] }, 'max_tokens: Field required'],
    ['InvokeModel', { max_tokens: 1, messages: [] }, 'anthropic_version: Field required'],
    ['InvokeModel', undefined, 'Malformed input request, please reformat your input and try again.'],
    ['Messages', { ...MESSAGE, container: 'a' }, 'container: Extra inputs are not permitted'],
    ['MantleMessages', { model: 'a', messages: [] }, 'max_tokens: Field required'],
    [
      'Converse',
      { messages: [], additionalModelRequestFields: { x: 1 } },
      `${OF_THE_MODEL}x: Extra inputs are not permitted`,
    ],
    ['CountTokens', counted({ ...WHOLE, x: 1 }), 'x: Extra inputs are not permitted'],
    ['CountTokens', counted('no object'), 'Malformed input request, please reformat your input and try again.'],
  ])('of %s is refused by its first problem: %j', (operation, body, sentence) => {
    expect(refusalOf({ operation, body })).toBe(sentence)
  })

  it.each([
    ['Converse', { messages: [], anything: 1 }],
    ['CountTokens', { input: { converse: { messages: [] } } }],
    ['ChatCompletions', { x: 1 }],
    ['ApplyGuardrail', { x: 1 }],
  ])('of %s is not a model’s own: %j', (operation, body) => {
    expect(refusalOf({ operation, body })).toBeUndefined()
  })

  it('for another vendor is taken as it is, and for Anthropic known by its version where the identifier tells nothing', () => {
    expect(refusalOf({ modelId: 'amazon.nova-lite-v1:0', body: { x: 1 } })).toBeUndefined()
    expect(refusalOf({ modelId: 'amazon.nova-lite-v1:0', body: undefined })).toBeUndefined()
    expect(refusalOf({ modelId: '', body: { ...WHOLE, x: 1 } })).toBe('x: Extra inputs are not permitted')
  })

  it('is judged by an older model in its own words', () => {
    const modelId = 'anthropic.claude-3-haiku-20240307-v1:0'
    expect(refusalOf({ modelId, body: { ...WHOLE, stream: true, model: 'a' } })).toBe(
      'Malformed input request: #: extraneous key [stream] is not permitted#: extraneous key [model] is not permitted, please reformat your input and try again.',
    )
  })
})

it('refuses more than the tables where it is told to', () => {
  const body = { ...WHOLE, top_k: 1 }
  expect(refusalOf({ headers: header(EFFORT) }, { flags: [EFFORT] })).toBe('invalid beta flag')
  expect(refusalOf({ body }, { members: ['top_k'] })).toBe('top_k: Extra inputs are not permitted')
  expect(refusalOf({ body })).toBeUndefined()
})
