import { expect, it } from 'vitest'
import { countTokens } from '../../src/simulator/count-tokens-answer.ts'
import { jsonOf, simulatedCall } from '../fixtures/simulated-call.ts'

it('counts the tokens that an invocation would report', () => {
  expect(jsonOf(countTokens(simulatedCall()))).toEqual({ inputTokens: 7 })
})
