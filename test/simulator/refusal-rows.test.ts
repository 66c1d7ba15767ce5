import { expect, it } from 'vitest'
import { anthropicError, openAiError, REFUSALS } from '../../src/simulator/refusal-rows.ts'

it.each(Object.entries(REFUSALS))('%s has a status that says whose fault it is', (code, { status }) => {
  expect(status >= 500).toBe(code === 'internal')
})

it('words an error as the API of a vendor does', () => {
  expect(openAiError('a', 'b')('c')).toEqual({ error: { message: 'c', type: 'a', param: null, code: 'b' } })
  expect(anthropicError('a')('c')).toEqual({ type: 'error', error: { type: 'a', message: 'c' } })
})
