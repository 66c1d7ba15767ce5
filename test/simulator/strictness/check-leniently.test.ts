import { expect, it } from 'vitest'
import { checkLeniently } from '../../../src/simulator/strictness/check-leniently.ts'

const SONNET = 'anthropic.claude-sonnet-4-6'
const WHOLE = { anthropic_version: 'x', max_tokens: 1, messages: [] }
const check = (operation: string, body: Record<string, unknown> | undefined, modelId = SONNET) =>
  checkLeniently({ operation, headers: ['anthropic-beta', 'x-1'], body, modelId })
const counting = (invocation: string) => ({
  input: { invokeModel: { body: Buffer.from(invocation).toString('base64') } },
})

it.each([
  ['InvokeModel', undefined],
  ['InvokeModel', { x: 1 }],
  ['Messages', { model: 'a', stream: true }],
  ['Converse', {}],
  ['CountTokens', { input: { converse: {} } }],
  ['CountTokens', counting(JSON.stringify(WHOLE))],
])('takes whatever %s is sent: %j', (operation, body) => {
  expect(() => check(operation, body)).not.toThrow()
})

it.each([
  ['InvokeModel', { model: 'a' }, 'extraneous key [model]'],
  ['InvokeModelWithResponseStream', { stream: true }, 'extraneous key [stream]'],
  ['CountTokens', counting('nonsense'), 'Malformed'],
  [
    'CountTokens',
    counting(JSON.stringify({ ...WHOLE, anthropic_version: undefined })),
    'required key [anthropic_version]',
  ],
  ['CountTokens', counting(JSON.stringify({ ...WHOLE, max_tokens: undefined })), 'required key [max_tokens]'],
  ['CountTokens', counting(JSON.stringify({ ...WHOLE, model: 'a' })), 'extraneous key [model]'],
])('%s still refuses what is another operation’s: %j', (operation, body, message) => {
  expect(() => check(operation, body)).toThrow(expect.objectContaining({ message: expect.stringContaining(message) }))
})
