import { createScope } from '@aws-sdk/signature-v4'
import { EVENT_STREAM_CODEC } from '../http/event-stream-codec.ts'
import { formatDate } from './authenticate.ts'
import type { Credentials } from './credentials.ts'
import { hmacSha256, sha256 } from './digests.ts'

/** Takes an event and returns the frame that carries it upstream. An empty event is the last one of a stream. */
export type SignEvent = (event: Uint8Array) => Uint8Array

/** Where a chain of signatures begins, and with whose key it is made. */
export type EventChain = {
  readonly credentials: Credentials
  readonly region: string
  /** SigV4's name of the service. */
  readonly service: string
  /** The signature of the request that opened the stream, in lower-case hex. */
  readonly seed: string
}

const ALGORITHM = 'AWS4-HMAC-SHA256-PAYLOAD'

/**
 * Signs the events of one stream, each with the signature before it: AWS's event-stream signing. The key is derived once
 * a day, so that credentials which expire while the stream is open do not break it. The tests hold published vectors.
 */
export function createEventSigner(chain: EventChain, now = () => new Date()): SignEvent {
  const signingKeyFor = keepSigningKey(chain)
  let priorSignature = chain.seed
  return (event) => {
    const signedAt = now()
    const longDate = formatDate(signedAt)
    const shortDate = longDate.slice(0, 8)
    const date = { ':date': { type: 'timestamp', value: signedAt } } as const
    const stringToSign = [
      ALGORITHM,
      longDate,
      createScope(shortDate, chain.region, chain.service),
      priorSignature,
      sha256(EVENT_STREAM_CODEC.formatHeaders(date)),
      sha256(event),
    ].join('\n')
    priorSignature = hmacSha256(signingKeyFor(shortDate), stringToSign)
    const signature = { ':chunk-signature': { type: 'binary', value: Buffer.from(priorSignature, 'hex') } } as const
    return EVENT_STREAM_CODEC.encode({ headers: { ...date, ...signature }, body: event })
  }
}

/** A stream that is open at midnight needs the next day's key. */
function keepSigningKey({ credentials, region, service }: EventChain): (shortDate: string) => Uint8Array {
  let kept: { shortDate: string; key: Uint8Array } | undefined
  return (shortDate) => {
    if (kept?.shortDate !== shortDate) {
      const parts = [shortDate, region, service, 'aws4_request']
      kept = { shortDate, key: parts.reduce(deriveKey, Buffer.from(`AWS4${credentials.secretAccessKey}`)) }
    }
    return kept.key
  }
}

function deriveKey(key: Uint8Array, part: string): Uint8Array {
  return Buffer.from(hmacSha256(key, part), 'hex')
}
