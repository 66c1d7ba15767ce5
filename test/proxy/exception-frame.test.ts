import { expect, it } from 'vitest'
import { exceptionFrame } from '../../src/proxy/exception-frame.ts'
import { decodeFrames } from '../fixtures/decode-frames.ts'

it('An exception frame holds its checksums and tells a message under a name that every stream of Bedrock knows', () => {
  expect(decodeFrames([exceptionFrame('Broken – off.')])).toEqual([
    {
      headers: {
        ':message-type': 'exception',
        ':exception-type': 'modelStreamErrorException',
        ':content-type': 'application/json',
      },
      payload: { message: 'Broken – off.' },
    },
  ])
})

it('An exception frame may name another exception', () => {
  const [frame] = decodeFrames([exceptionFrame('No.', 'validationException')])
  expect(frame?.headers).toMatchObject({ ':exception-type': 'validationException' })
})
