import { expect, it } from 'vitest'
import { replyText, replyTokens } from '../../src/simulator/call.ts'
import { simulatedCall } from '../fixtures/simulated-call.ts'

it('says which model ran and where, in tokens that join to the text', () => {
  expect(replyText(simulatedCall({ model: 'm' }))).toBe('Hello from m in eu-central-1.')
  expect(replyTokens(simulatedCall()).join('')).toBe(replyText(simulatedCall()))
})
