import { expect, it } from 'vitest'
import { REASON_SENTENCES } from '../../src/bedrock/reason-sentences.ts'

it.each(Object.entries(REASON_SENTENCES))('%s is told in words that go on after "because"', (_, sentence) => {
  expect(sentence).toMatch(/^[a-zA-Z]/)
  expect(sentence).not.toMatch(/\.$/)
})

it('no two reasons read alike', () => {
  const sentences = Object.values(REASON_SENTENCES)
  expect(new Set(sentences).size).toBe(sentences.length)
})
