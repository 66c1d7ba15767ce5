import { EventStreamCodec } from '@smithy/eventstream-codec'

/**
 * A frame of `application/vnd.amazon.eventstream` that tells the client of a failure in mid-stream, as Bedrock itself
 * does. `modelStreamErrorException` is a member of every response stream of bedrock-runtime.
 */
export function exceptionFrame(message: string): Buffer {
  const frame = CODEC.encode({
    headers: {
      ':message-type': { type: 'string', value: 'exception' },
      ':exception-type': { type: 'string', value: 'modelStreamErrorException' },
      ':content-type': { type: 'string', value: 'application/json' },
    },
    body: Buffer.from(JSON.stringify({ message })),
  })
  return Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength)
}

const CODEC = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
)
