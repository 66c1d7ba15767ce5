import { EVENT_STREAM_CODEC } from '../http/event-stream-codec.ts'
import { formatDate } from './authenticate.ts'
import type { Credentials } from './credentials.ts'
import { sha256 } from './digests.ts'
import { signingKeysFor } from './signing-key.ts'

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
  const keyFor = signingKeysFor(chain)
  let priorSignature = chain.seed
  return (event) => {
    const signedAt = now()
    const longDate = formatDate(signedAt)
    const { scope, sign } = keyFor(chain.credentials, longDate.slice(0, 8))
    const date = { ':date': { type: 'timestamp', value: signedAt } } as const
    const stringToSign = [
      ALGORITHM,
      longDate,
      scope,
      priorSignature,
      sha256(EVENT_STREAM_CODEC.formatHeaders(date)),
      sha256(event),
    ].join('\n')
    priorSignature = sign(stringToSign)
    const signature = { ':chunk-signature': { type: 'binary', value: Buffer.from(priorSignature, 'hex') } } as const
    return EVENT_STREAM_CODEC.encode({ headers: { ...date, ...signature }, body: event })
  }
}
