import { expect, it } from 'vitest'
import { converse, converseStream } from '../../src/simulator/converse-answers.ts'
import { decodeFrames } from '../fixtures/decode-frames.ts'
import { jsonOf, simulatedCall } from '../fixtures/simulated-call.ts'

const USAGE = { inputTokens: 7, outputTokens: 5, totalTokens: 12 }

it('answers one assistant message', () => {
  expect(jsonOf(converse(simulatedCall({ model: 'm' })))).toMatchObject({
    output: { message: { role: 'assistant', content: [{ text: 'Hello from m in eu-central-1.' }] } },
    stopReason: 'end_turn',
    usage: USAGE,
  })
})

it('streams the same message with one delta for each token and the usage at the end', () => {
  const frames = decodeFrames(converseStream(simulatedCall()).chunks)
  expect(frames.map(({ headers }) => headers[':event-type'])).toEqual([
    'messageStart',
    ...Array<string>(5).fill('contentBlockDelta'),
    'contentBlockStop',
    'messageStop',
    'metadata',
  ])
  expect(frames.at(-1)?.payload.usage).toEqual(USAGE)
})
