import { EventStreamCodec } from '@smithy/eventstream-codec'

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes as Uint8Array).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
)

/** One event of a Bedrock event stream as the bytes of its `application/vnd.amazon.eventstream` frame. */
export function eventFrame(eventType: string, payload: object): Buffer {
  return frame({ ':event-type': eventType, ':content-type': 'application/json', ':message-type': 'event' }, payload)
}

/** A `chunk` event: how InvokeModelWithResponseStream wraps each piece of the vendor's own stream. */
export function chunkFrame(vendorEvent: object): Buffer {
  return eventFrame('chunk', { bytes: Buffer.from(JSON.stringify(vendorEvent)).toString('base64') })
}

/** The frame with which a stream tells of a fault after its HTTP status has gone out, such as `throttlingException`. */
export function exceptionFrame(exceptionType: string, message: string): Buffer {
  const headers = {
    ':exception-type': exceptionType,
    ':content-type': 'application/json',
    ':message-type': 'exception',
  }
  return frame(headers, { message })
}

function frame(headers: Record<string, string>, payload: object): Buffer {
  const typed = Object.entries(headers).map(([name, value]) => [name, { type: 'string' as const, value }])
  return Buffer.from(codec.encode({ headers: Object.fromEntries(typed), body: Buffer.from(JSON.stringify(payload)) }))
}
