import { expect, it } from 'vitest'
import { REFUSALS, Refusal, type RefusalCode, refusalAnswer } from '../../src/simulator/refusals.ts'
import { jsonOf } from '../fixtures/simulated-call.ts'

it.each(Object.entries(REFUSALS))('%s tells its exception and its message', (code, { status, exception }) => {
  const answer = refusalAnswer(new Refusal(code as RefusalCode, 'a subject'), 'aws')
  expect(answer.status).toBe(status)
  expect(answer.headers['x-amzn-errortype']?.split(':')[0]).toBe(exception)
  expect(jsonOf(answer).message).not.toContain('{subject}')
})

it('puts the subject into the message as it is, dollar signs included', () => {
  expect(new Refusal('profile-required', "$&$'").message).toMatch(/^Invocation of model ID \$&\$' with on-demand/)
})

it.each([
  ['aws', { message: 'Missing Authentication Token' }],
  ['openai', { error: { message: 'Missing Authentication Token', code: 'MissingAuthenticationTokenException' } }],
  ['anthropic', { type: 'error', error: { message: 'Missing Authentication Token' } }],
] as const)('speaks the %s dialect', (dialect, body) => {
  expect(jsonOf(refusalAnswer(new Refusal('missing-authentication'), dialect))).toMatchObject(body)
})

it('answers 500 to what nobody foresaw', () => {
  expect(refusalAnswer(new TypeError('oops'), 'aws').status).toBe(500)
})
