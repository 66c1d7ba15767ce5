import { expect, it } from 'vitest'
import { chunkFrame, eventFrame, exceptionFrame } from '../../src/simulator/event-frames.ts'
import { decodeChunks, decodeFrames } from '../fixtures/decode-frames.ts'

it('frames an event with its type', () => {
  expect(decodeFrames([eventFrame('messageStart', { role: 'assistant' })])).toEqual([
    {
      headers: { ':event-type': 'messageStart', ':content-type': 'application/json', ':message-type': 'event' },
      payload: { role: 'assistant' },
    },
  ])
})

it('wraps a vendor event in base64', () => {
  expect(decodeChunks([chunkFrame({ text: 'ü' })])).toEqual([{ text: 'ü' }])
})

it('frames an exception as one', () => {
  const [frame] = decodeFrames([exceptionFrame('throttlingException', 'Slow down.')])
  expect(frame?.headers).toMatchObject({ ':message-type': 'exception', ':exception-type': 'throttlingException' })
  expect(frame?.payload).toEqual({ message: 'Slow down.' })
})
