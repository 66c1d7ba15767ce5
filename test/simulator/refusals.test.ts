import { expect, it } from 'vitest'
import { REFUSALS } from '../../src/simulator/refusal-rows.ts'
import { Refusal, type RefusalCode, refusalAnswer, refusalInDialect } from '../../src/simulator/refusals.ts'
import { jsonOf } from '../fixtures/simulated-call.ts'

it.each(Object.entries(REFUSALS))('%s tells its exception and its message', (code, row) => {
  const { status, exception } = row
  const member = 'member' in row ? row.member : 'message'
  const answer = refusalAnswer(new Refusal(code as RefusalCode, 'a subject'), 'aws')
  expect(answer.status).toBe(status)
  expect(answer.headers['x-amzn-errortype']?.split(':')[0]).toBe(exception)
  expect(jsonOf(answer)[member]).not.toContain('{subject}')
})

it('puts the subject into the message as it is, dollar signs included', () => {
  expect(new Refusal('profile-required', "$&$'").message).toMatch(/^Invocation of model ID \$&\$' with on-demand/)
})

it.each([
  ['aws', { message: 'Missing Authentication Token' }],
  ['openai', { error: { message: 'Missing Authentication Token', code: 'MissingAuthenticationTokenException' } }],
  ['anthropic', { type: 'error', error: { message: 'Missing Authentication Token' } }],
] as const)('speaks the %s dialect where it is asked to', (dialect, body) => {
  expect(jsonOf(refusalInDialect(new Refusal('missing-authentication'), dialect))).toMatchObject(body)
})

it.each(['aws', 'openai', 'anthropic'] as const)('says what AWS says in its own shape on a route of %s', (dialect) => {
  const answer = refusalAnswer(new Refusal('missing-authentication'), dialect)
  expect(jsonOf(answer)).toEqual({ message: 'Missing Authentication Token' })
  expect(answer.headers['x-amzn-errortype']).toMatch(/^MissingAuthenticationTokenException:/)
})

it.each([
  ['no-model-on-route', 'openai', { error: { type: 'not_found_error', code: 'model_not_found', param: null } }],
  ['no-mantle-model', 'openai', { error: { type: 'invalid_request_error', code: 'not_found_error' } }],
  ['no-mantle-model', 'anthropic', { type: 'error', error: { type: 'not_found_error' } }],
] as const)('says %s on a route of %s in the form of that API', (code, dialect, body) => {
  const answer = refusalAnswer(new Refusal(code, 'a.model'), dialect)
  expect([answer.status, jsonOf(answer)]).toMatchObject([404, body])
  expect(answer.headers).not.toHaveProperty('x-amzn-errortype')
})

it('answers 500 to what nobody foresaw', () => {
  expect(refusalAnswer(new TypeError('oops'), 'aws').status).toBe(500)
})
