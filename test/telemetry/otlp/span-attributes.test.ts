import { describe, expect, it } from 'vitest'
import {
  errorType,
  requestAttributes,
  sendAttributes,
  sendErrorType,
  sendName,
  spanName,
} from '../../../src/telemetry/otlp/span-attributes.ts'
import type { RequestRecord } from '../../../src/telemetry/request-record.ts'
import type { TracedSend } from '../../../src/telemetry/request-trace.ts'
import { OPERATIONS_OF_CONVENTION, unknownNames } from '../../fixtures/genai-convention.ts'
import { recordOf } from '../record-of.ts'

const MODEL = { startedAt: 0, usesTokens: true }
const OTHER = { startedAt: 0, usesTokens: false }

const SEND: TracedSend = {
  startedAt: 1,
  endedAt: 2,
  method: 'POST',
  pathTemplate: '/model/{modelId}/converse',
  region: 'eu-central-1',
  host: 'bedrock-runtime.eu-central-1.amazonaws.com',
  model: 'eu.a.m',
  reason: 'geographic-profile',
  status: 200,
  isStream: false,
}

/** Everything that a record may tell. */
const FULL: RequestRecord = recordOf({
  client: 'laptop',
  remedies: ['failover'],
  repaired: ['beta=a'],
  session: 's1',
  agent: 'a1',
  requestClass: 'main',
  movedFrom: 'eu-central-1/eu.a.m',
  error: 'upstream-timeout',
  fault: 'upstream',
  why: 'WORDS',
  advice: 'WORDS',
  hint: 'WORDS',
  refusal: 'tokens-per-minute',
  brokenBy: 'reset',
  inputTokens: 10,
  outputTokens: 5,
  cacheReadTokens: 100,
  cacheWriteTokens: 1_000,
})

describe('The span of a request', () => {
  it.each([MODEL, OTHER])('has no name that the convention does not know, nor one of another namespace', (request) => {
    expect(unknownNames(requestAttributes(FULL, request, [{ ...SEND, isStream: true }]))).toEqual([])
  })

  it('is called by the operation of the convention and the model', () => {
    const name = spanName(recordOf({ requestedModel: 'a.m' }), MODEL)
    expect(name).toBe('chat a.m')
    expect(OPERATIONS_OF_CONVENTION).toContain(name.split(' ')[0])
    expect(spanName(recordOf({ requestedModel: 'amazon.titan-embed-text-v2:0' }), MODEL)).toMatch(/^embeddings /)
    expect(spanName(recordOf({ operation: 'ApplyGuardrail' }), OTHER)).toBe('ApplyGuardrail')
  })

  it('counts cached tokens as a part of the input, as the convention has it', () => {
    expect(requestAttributes(FULL, MODEL, [SEND])).toMatchObject({
      'gen_ai.provider.name': 'aws.bedrock',
      'gen_ai.usage.input_tokens': 1_110,
      'gen_ai.usage.output_tokens': 5,
      'gen_ai.usage.cache_read.input_tokens': 100,
      'gen_ai.usage.cache_write.input_tokens': 1_000,
    })
    expect(Object.keys(requestAttributes(recordOf(), MODEL, [SEND])).filter((name) => /usage/.test(name))).toEqual([])
  })

  it('tells of nothing that belongs to a model where none was asked', () => {
    expect(Object.keys(requestAttributes(FULL, OTHER, [])).filter((name) => name.startsWith('gen_ai'))).toEqual([])
  })

  it('says that an answer is a stream, and when it began', () => {
    const record = recordOf({ firstByteMs: 1_500 })
    const stream = { 'gen_ai.request.stream': true, 'gen_ai.response.time_to_first_chunk': 1.5 }
    expect(requestAttributes(record, MODEL, [{ ...SEND, isStream: true }])).toMatchObject(stream)
    expect(requestAttributes(record, MODEL, [SEND])).not.toHaveProperty('gen_ai.request.stream')
  })

  it('has no words of an error, an advice or a hint', () => {
    expect(JSON.stringify(requestAttributes(FULL, MODEL, [SEND]))).not.toContain('WORDS')
  })

  it.each<[Partial<RequestRecord>, Partial<TracedSend>, string | undefined]>([
    [{ status: 200, ending: 'complete' }, {}, undefined],
    [{ status: 429, ending: 'complete' }, { exception: 'ThrottlingException' }, 'ThrottlingException'],
    [{ status: 500, ending: 'complete' }, {}, '500'],
    [{ status: 403, ending: 'answered-here', error: 'policy-refused' }, {}, 'policy-refused'],
    [{ status: 200, ending: 'upstream-broke' }, {}, 'upstream-broke'],
    [{ status: 200, ending: 'client-left' }, {}, 'client-left'],
  ])('is of the error that %o is: %s %s', (record, send, expected) => {
    expect(errorType(recordOf(record), { ...SEND, ...send })).toBe(expected)
  })
})

describe('The span of a send', () => {
  it('has the names of an HTTP client, and says what led to it', () => {
    const again = { ...SEND, remedy: 'failover', status: 429, exception: 'ThrottlingException' }
    expect(sendName(again)).toBe('POST /model/{modelId}/converse')
    expect(sendAttributes(again, 1)).toEqual({
      'http.request.method': 'POST',
      'url.template': '/model/{modelId}/converse',
      'server.address': 'bedrock-runtime.eu-central-1.amazonaws.com',
      'server.port': 443,
      'cloud.region': 'eu-central-1',
      'http.request.resend_count': 1,
      'http.response.status_code': 429,
      'error.type': 'ThrottlingException',
      'bedrock_proxy.sent_model': 'eu.a.m',
      'bedrock_proxy.reason': 'geographic-profile',
      'bedrock_proxy.remedy': 'failover',
    })
    expect(unknownNames(sendAttributes(again, 1))).toEqual([])
    expect(sendAttributes(SEND, 0)).not.toHaveProperty('http.request.resend_count')
  })

  it.each([
    ['127.0.0.1:8080', '127.0.0.1', 8080],
    ['[::1]:8080', '::1', 8080],
    ['example.com', 'example.com', 443],
  ])('of %s went to %s, port %i', (host, address, port) => {
    expect(sendAttributes({ ...SEND, host }, 0)).toMatchObject({ 'server.address': address, 'server.port': port })
  })

  it('that got no answer is of our own error', () => {
    const { status: _, ...lost } = { ...SEND, error: 'upstream-unreachable' }
    expect(sendErrorType(lost)).toBe('upstream-unreachable')
    expect(sendErrorType({ ...SEND, status: 404 })).toBe('404')
  })
})
