import { expect, it } from 'vitest'
import { countTokens } from '../../src/simulator/count-tokens-answer.ts'
import { jsonOf, simulatedCall } from '../fixtures/simulated-call.ts'

const counting = (invocation: string) =>
  simulatedCall({ body: { input: { invokeModel: { body: Buffer.from(invocation).toString('base64') } } } })
const WHOLE = { anthropic_version: 'x', max_tokens: 1, messages: [] }

it.each([simulatedCall(), simulatedCall({ body: { input: { converse: {} } } }), counting(JSON.stringify(WHOLE))])(
  'counts the tokens that an invocation would report',
  (call) => {
    expect(jsonOf(countTokens(call))).toEqual({ inputTokens: 7 })
  },
)

it.each([
  ['is no JSON', 'nonsense', 'Malformed'],
  ['has no version', JSON.stringify({ ...WHOLE, anthropic_version: undefined }), 'required key [anthropic_version]'],
  ['has no limit', JSON.stringify({ ...WHOLE, max_tokens: undefined }), 'required key [max_tokens]'],
  ['names its model', JSON.stringify({ ...WHOLE, model: 'a' }), 'extraneous key [model]'],
])('refuses an invocation that %s', (_, invocation, message) => {
  expect(() => countTokens(counting(invocation))).toThrow(
    expect.objectContaining({ message: expect.stringContaining(message) }),
  )
})
