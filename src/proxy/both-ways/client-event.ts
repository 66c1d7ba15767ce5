import { ProxyError } from '../../bedrock/errors.ts'
import { EVENT_STREAM_CODEC } from '../../http/event-stream-codec.ts'

/** The event that a frame of the client's brings. It goes on as it is, byte for byte. */
export type ClientEvent = {
  /** A whole frame; empty at the end of a stream. */
  readonly event: Uint8Array
  /** True where it came in an envelope with a signature, whoever's; false where the frame was the event itself. */
  readonly isSigned: boolean
}

/**
 * Takes an event out of its envelope. What the client signed it with is dropped like every other authentication.
 * @throws ProxyError `malformed-body` for a frame whose checksums do not hold
 */
export function openFrame(frame: Buffer): ClientEvent {
  const { headers, body } = decode(frame)
  const isSigned = ':chunk-signature' in headers || ':date' in headers
  return { event: isSigned ? body : frame, isSigned }
}

function decode(frame: Buffer) {
  try {
    return EVENT_STREAM_CODEC.decode(frame)
  } catch (cause) {
    throw new ProxyError(
      'malformed-body',
      'A frame of the request is no event-stream frame, or was damaged on the way. Send application/vnd.amazon.eventstream.',
      { cause },
    )
  }
}
