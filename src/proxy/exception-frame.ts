import { EVENT_STREAM_CODEC } from '../http/event-stream-codec.ts'

/** The exceptions that a stream tells of here: both are members of every response stream of bedrock-runtime. */
export type StreamException = 'modelStreamErrorException' | 'validationException'

/** A frame of `application/vnd.amazon.eventstream` that tells the client of a failure in mid-stream, as Bedrock itself does. */
export function exceptionFrame(message: string, exception: StreamException = 'modelStreamErrorException'): Buffer {
  const frame = EVENT_STREAM_CODEC.encode({
    headers: {
      ':message-type': { type: 'string', value: 'exception' },
      ':exception-type': { type: 'string', value: exception },
      ':content-type': { type: 'string', value: 'application/json' },
    },
    body: Buffer.from(JSON.stringify({ message })),
  })
  return Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength)
}
