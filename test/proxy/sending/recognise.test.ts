import { expect, it } from 'vitest'
import { says, saysLike } from '../../../src/proxy/sending/recognise.ts'
import { respond } from '../../fixtures/respond.ts'
import { scriptBedrock } from '../../fixtures/scripted-bedrock.ts'

it.each([
  ['ExpiredTokenException', true],
  ['ExpiredTokenException:http://internal.amazon.com/', true],
  ['Other', false],
  [undefined, false],
])('an answer whose head says %s is recognised: %s', (exception, isRecognised) => {
  const headers: Record<string, string> = exception === undefined ? {} : { 'x-amzn-errortype': exception }
  const seen = { attempt: scriptBedrock({}).first(), history: { sends: 1, tried: [], remedies: [] } }
  expect(says('ExpiredTokenException')({ ...seen, outcome: respond({ status: 403, headers }) })).toBe(isRecognised)
})

it('what a body says is recognised by a pattern, in the first bytes of it', () => {
  const words = saysLike(/on-demand/i)
  expect([words.match('Invocation with On-Demand throughput', respond({})), words.match('', respond({}))]).toEqual([
    true,
    false,
  ])
  expect(words.maxBytes).toBeLessThan(64 * 1024)
})
