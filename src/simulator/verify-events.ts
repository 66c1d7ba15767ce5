import { createHmac, timingSafeEqual } from 'node:crypto'
import { EventStreamCodec } from '@smithy/eventstream-codec'
import { Refusal } from './refusals.ts'
import { basicFormat, hashOf, type Judge, MAX_SKEW_MS, signingKey } from './verify-signature.ts'

/** Takes a frame off the wire and returns the event in it. */
export type VerifyEvent = (frame: Buffer, now: Date) => Buffer

/**
 * Checks the signatures of a stream of events, each of which covers the one before it; `seed` is the signature of the
 * request. Works on the bytes of the wire with node:crypto, so that it shares no code with the signers it judges.
 * The verifier throws Refusal for an event without a signature, with a wrong one, or with a date that is far off.
 */
export function createEventVerifier(seed: string, { credentials, region }: Omit<Judge, 'now'>): VerifyEvent {
  let prior = seed
  return (frame, now) => {
    const { encodedDate, date, signature, event } = unwrap(frame)
    if (Math.abs(date.getTime() - now.getTime()) > MAX_SKEW_MS) {
      throw new Refusal('wrong-time', `Signature expired: the event is of ${basicFormat(date)}`)
    }
    const day = basicFormat(date).slice(0, 8)
    const stringToSign = [
      'AWS4-HMAC-SHA256-PAYLOAD',
      basicFormat(date),
      `${day}/${region}/bedrock/aws4_request`,
      prior,
      hashOf(encodedDate),
      hashOf(event),
    ].join('\n')
    const key = signingKey(credentials.secretAccessKey, [day, region, 'bedrock'])
    const expected = createHmac('sha256', key).update(stringToSign).digest()
    if (!timingSafeEqual(expected, signature)) throw new Refusal('wrong-signature')
    prior = expected.toString('hex')
    return event
  }
}

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes as Uint8Array).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
)

const SIGNATURE_BYTES = 32
const PRELUDE_BYTES = 12
/** The header `:date` as it stands on the wire: the length of its name, the name, and 8 for a timestamp of eight bytes. */
const DATE_HEADER = Buffer.from('\x05:date\x08')
const TIMESTAMP_BYTES = 8

function unwrap(frame: Buffer) {
  const { headers, body } = decode(frame)
  const date = headers[':date']
  const signature = headers[':chunk-signature']
  if (date?.type !== 'timestamp' || signature?.type !== 'binary' || signature.value.length !== SIGNATURE_BYTES) {
    throw new Refusal('wrong-signature')
  }
  const dateAt = frame.indexOf(DATE_HEADER, PRELUDE_BYTES)
  const encodedDate = frame.subarray(dateAt, dateAt + DATE_HEADER.length + TIMESTAMP_BYTES)
  return { encodedDate, date: date.value, signature: signature.value, event: Buffer.from(body) }
}

function decode(frame: Buffer) {
  try {
    return codec.decode(frame)
  } catch {
    throw new Refusal('malformed-body')
  }
}
