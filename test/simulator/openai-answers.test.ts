import { expect, it } from 'vitest'
import { chatCompletions, responses } from '../../src/simulator/openai-answers.ts'
import { eventsOf, jsonOf, simulatedCall } from '../fixtures/simulated-call.ts'

const REPLY = 'Hello from m in eu-central-1.'
const WHOLE = simulatedCall({ model: 'm' })
const STREAM = simulatedCall({ model: 'm', body: { stream: true } })

it('completes a chat', () => {
  expect(jsonOf(chatCompletions(WHOLE))).toMatchObject({
    object: 'chat.completion',
    choices: [{ message: { content: REPLY }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 },
  })
})

it('streams a chat and ends it with [DONE]', () => {
  const events = eventsOf(chatCompletions(STREAM))
  expect(events.at(-1)).toBe('[DONE]')
  const choices = events.slice(0, -1).map((event) => event.choices[0])
  expect(choices.map(({ delta }) => delta.content ?? '').join('')).toBe(REPLY)
  expect(choices.at(-1).finish_reason).toBe('stop')
})

it('tells the usage of a stream where it is asked to, with what the cache read', () => {
  const body = { stream: true, stream_options: { include_usage: true } }
  const cache = { readTokens: 4, writeTokens: 2, ttl: '5m' } as const
  const events = eventsOf(chatCompletions(simulatedCall({ model: 'm', body, cache })))
  expect(events.at(-2)).toMatchObject({
    choices: [],
    usage: { prompt_tokens: 13, prompt_tokens_details: { cached_tokens: 4 }, completion_tokens: 5, total_tokens: 18 },
  })
})

it('answers a response', () => {
  expect(jsonOf(responses(WHOLE))).toMatchObject({ status: 'completed', output: [{ content: [{ text: REPLY }] }] })
})

it('streams a response in numbered events that end with the whole of it', () => {
  const events = eventsOf(responses(STREAM))
  expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, i) => i))
  expect(events.map((event) => event.delta ?? '').join('')).toBe(REPLY)
  expect(events.at(-1)).toMatchObject({ type: 'response.completed', response: jsonOf(responses(WHOLE)) })
})
