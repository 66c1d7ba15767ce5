import { expect, it } from 'vitest'
import { answerLimit } from '../../../src/simulator/quotas/answer-limit.ts'

it.each([
  [{ max_tokens: 1 }, 1],
  [{ inferenceConfig: { maxTokens: 2 } }, 2],
  [{ inferenceConfig: { max_new_tokens: 3 } }, 3],
  [{ max_completion_tokens: 4 }, 4],
  [{ max_output_tokens: 5 }, 5],
  [{ max_tokens: 'many' }, undefined],
  [{ inferenceConfig: 'none' }, undefined],
  [{}, undefined],
])('%j sets the limit %s', (body, limit) => {
  expect(answerLimit(body)).toBe(limit)
})
