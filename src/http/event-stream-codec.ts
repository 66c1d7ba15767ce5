import { EventStreamCodec } from '@smithy/eventstream-codec'
import { remembering } from './remembering.ts'

/** The media type of a stream of frames. */
export const EVENT_STREAM = 'application/vnd.amazon.eventstream'

/** The media type that a content-type names, in lower case and without its parameters; empty for none. */
export function mediaTypeOf(contentType: string | undefined): string {
  return contentType === undefined ? '' : mediaTypeIn(contentType)
}

const mediaTypeIn = remembering((contentType) => contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '')

/** Encodes and decodes single frames of `application/vnd.amazon.eventstream`; throws on a frame whose checksums do not hold. */
export const EVENT_STREAM_CODEC = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
)
