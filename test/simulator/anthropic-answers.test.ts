import { expect, it } from 'vitest'
import { anthropicInvocation, anthropicInvocationStream, messages } from '../../src/simulator/anthropic-answers.ts'
import { decodeChunks } from '../fixtures/decode-frames.ts'
import { eventsOf, jsonOf, simulatedCall } from '../fixtures/simulated-call.ts'

const REPLY = 'Hello from eu.anthropic.claude-sonnet-4-6 in eu-central-1.'
const EVENT_TYPES = [
  'message_start',
  'content_block_start',
  ...Array<string>(5).fill('content_block_delta'),
  'content_block_stop',
  'message_delta',
  'message_stop',
]

it('answers a whole message with its token counts in body and headers', () => {
  const answer = anthropicInvocation(simulatedCall())
  expect(jsonOf(answer)).toMatchObject({
    type: 'message',
    content: [{ text: REPLY }],
    usage: { input_tokens: 7, output_tokens: 5 },
  })
  expect(answer.headers).toMatchObject({
    'x-amzn-bedrock-input-token-count': '7',
    'x-amzn-bedrock-output-token-count': '5',
  })
})

it("streams Anthropic's events in chunk frames", () => {
  const events = decodeChunks(anthropicInvocationStream(simulatedCall()).chunks)
  expect(events.map((event) => event.type)).toEqual(EVENT_TYPES)
  expect(events.map((event) => event.delta?.text ?? '').join('')).toBe(REPLY)
})

it('answers /anthropic/v1/messages with JSON, or with named events when asked to stream', () => {
  expect(jsonOf(messages(simulatedCall())).content).toEqual([{ type: 'text', text: REPLY }])
  const stream = messages(simulatedCall({ body: { stream: true } }))
  expect(eventsOf(stream).map((event) => event.type)).toEqual(EVENT_TYPES)
  expect(stream.chunks[0]?.toString()).toMatch(/^event: message_start\n/)
})
