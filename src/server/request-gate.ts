import { ProxyError } from '../bedrock/errors.ts'
import type { Admission, Caller } from '../proxy/admission.ts'
import type { ClientQuotas } from './client-quotas.ts'

/** What all requests together may take. */
export type GateLimits = { readonly maxConcurrentRequests: number; readonly maxBufferedBytes: number }

/** One request that was let in; `leave` gives back what it took. */
export type Entered = Admission & { readonly leave: () => void }

/** Lets requests in as long as there is room for them. */
export type RequestGate = {
  /** @throws ProxyError `client-quota`, `too-many-requests` */
  readonly enter: (caller: Caller) => Entered
}

/**
 * A gate that counts the requests under way and the bytes of their bodies, which are held until their answers are
 * complete. It refuses before memory runs out, and everything it refuses may come again.
 */
export function createRequestGate(limits: GateLimits, quotas: ClientQuotas): RequestGate {
  const { maxConcurrentRequests, maxBufferedBytes } = limits
  let requests = 0
  let bufferedBytes = 0
  return {
    enter(caller) {
      if (requests >= maxConcurrentRequests) throw tooManyRequests(maxConcurrentRequests)
      quotas.take(caller.client)
      requests += 1
      let own = 0
      return {
        ...caller,
        reserve(bytes) {
          if (bufferedBytes + bytes > maxBufferedBytes) throw tooManyBytes(maxBufferedBytes)
          bufferedBytes += bytes
          own += bytes
        },
        leave() {
          requests -= 1
          bufferedBytes -= own
        },
      }
    },
  }
}

/** Long enough for some request to end, short enough for a person who waits. */
const RETRY_AFTER_SECONDS = 1

function tooManyRequests(limit: number): ProxyError {
  return new ProxyError(
    'too-many-requests',
    `This proxy is busy with ${limit} requests, and takes no more at a time. Try again, or raise --max-concurrent-requests.`,
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  )
}

function tooManyBytes(limit: number): ProxyError {
  return new ProxyError(
    'too-many-bytes',
    `The bodies of all requests under way would take more than ${limit} bytes of memory. Try again, or raise --max-buffered-bytes.`,
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  )
}
