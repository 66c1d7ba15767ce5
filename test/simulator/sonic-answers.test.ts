import { expect, it } from 'vitest'
import { sonicReplies } from '../../src/simulator/sonic-answers.ts'
import { simulatedCall } from '../fixtures/simulated-call.ts'

const CALL = simulatedCall({ model: 'amazon.nova-2-sonic-v1:0' })
const replies = (event: Record<string, Record<string, unknown>>) =>
  sonicReplies(CALL, { event }).flatMap((reply) => Object.entries(reply.event))

it('greets a prompt, answers a text, echoes a sound and closes', () => {
  expect(replies({ promptStart: { promptName: 'p' } })).toMatchObject([['completionStart', { promptName: 'p' }]])
  expect(replies({ textInput: { content: 'hi' } })).toMatchObject([
    ['contentStart', { role: 'ASSISTANT' }],
    ['textOutput', { content: 'Hello from amazon.nova-2-sonic-v1:0 in eu-central-1. You said: hi' }],
    ['contentEnd', { stopReason: 'END_TURN' }],
  ])
  expect(replies({ audioInput: { content: 'AAAA' } })).toMatchObject([['audioOutput', { content: 'AAAA' }]])
  expect(replies({ promptEnd: {} })).toMatchObject([
    ['usageEvent', { totalInputTokens: 7, totalOutputTokens: 5, totalTokens: 12 }],
    ['completionEnd', { stopReason: 'END_TURN' }],
  ])
})

it('listens in silence to everything else', () => {
  expect(replies({ sessionStart: {} })).toEqual([])
  expect(replies({ constructor: {} })).toEqual([])
})
