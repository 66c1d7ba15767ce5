import { EventStreamCodec } from '@smithy/eventstream-codec'

/** Encodes and decodes single frames of `application/vnd.amazon.eventstream`; throws on a frame whose checksums do not hold. */
export const EVENT_STREAM_CODEC = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
)
