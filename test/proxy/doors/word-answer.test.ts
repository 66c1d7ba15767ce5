import { expect, it } from 'vitest'
import { wordAnswer } from '../../../src/proxy/doors/word-answer.ts'
import { respond } from '../../fixtures/respond.ts'

const STREAM = { 'content-type': 'text/event-stream' }

it('changes nothing on the routes of Bedrock, and no success of OpenAI', () => {
  for (const [dialect, status] of [
    ['aws', 200],
    ['aws', 403],
    ['openai', 200],
  ] as const) {
    const sent = { attempts: 1, resolution: undefined, remedies: [], response: respond({ status, headers: STREAM }) }
    expect(wordAnswer(sent, { dialect, name: 'X' }, {})).toBe(sent)
  }
})

it('watches a stream of Anthropic for silence', async () => {
  const response = respond({ headers: STREAM })
  const sent = { attempts: 1, resolution: undefined, remedies: [], response }
  expect((await wordAnswer(sent, { dialect: 'anthropic', name: 'Messages' }, {})).response).not.toBe(response)
})
