import { expect, it } from 'vitest'
import { HourView } from '../../../src/page/views/hour-view.ts'
import { NOON, stateWith } from '../page-requests.ts'
import { rendered, textIn } from './rendered.ts'

const TOKENS = { inputTokens: 900, outputTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0 }

it('is one drawing, said in words to whoever does not see it, with each minute told where a pointer rests', () => {
  const hour = [{ from: NOON, requests: 12, failed: 2, ...TOKENS, firstByteMs: 420 }]
  const markup = rendered(HourView, { state: stateWith({ hour }) })
  expect(markup.match(/<svg/g)).toHaveLength(1)
  expect(markup).toContain('aria-label="In the last hour 12 requests and 1K tokens, in and out."')
  expect(markup).toMatch(/<title>12:00 {2}12 requests, 2 failed\ntokens: 900 in, 100 out/)
  expect(textIn(markup)).toContain('11:01 now')
})

it('is there before anything has happened', () => {
  expect(rendered(HourView, { state: undefined })).toContain('In the last hour 0 requests')
})
