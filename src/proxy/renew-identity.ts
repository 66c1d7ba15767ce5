import type { Identity } from '../aws/identity.ts'
import type { Forwarded } from './forward-request.ts'
import { discardBody } from './peek-body.ts'
import { exceptionOf, type UpstreamResponse } from './upstream-response.ts'

/** What is done about an answer that refuses not the request but whoever signed it; true where the same request may now pass. */
type Renewal = (identity: Pick<Identity, 'invalidate' | 'correctClock'>, response: UpstreamResponse) => boolean

const readAnew: Renewal = (identity) => {
  identity.invalidate()
  return true
}

/** Keys that AWS does not know are not cured by reading them again at once, but somebody may be mending them. */
const readAnewNextTime: Renewal = (identity) => {
  identity.invalidate()
  return false
}

const correctClock: Renewal = (identity, response) => identity.correctClock(response.header('date'))

/** AWS's exceptions that are about the signature, by what can be done. */
const RENEWALS: Readonly<Record<string, Renewal>> = {
  ExpiredTokenException: readAnew,
  ExpiredToken: readAnew,
  UnrecognizedClientException: readAnewNextTime,
  InvalidClientTokenId: readAnewNextTime,
  InvalidSignatureException: correctClock,
  SignatureDoesNotMatch: correctClock,
  RequestExpired: correctClock,
  RequestTimeTooSkewed: correctClock,
}

/**
 * A sending that is repeated once where AWS called the credentials expired, or the signature's date wrong: with credentials
 * that are read anew, or by AWS's clock. Any other answer goes on as it is.
 */
export function withRenewedIdentity<Request>(
  send: (request: Request) => Promise<Forwarded>,
  identity: Pick<Identity, 'invalidate' | 'correctClock'>,
): (request: Request) => Promise<Forwarded> {
  return async (request) => {
    const sent = await send(request)
    if (!renewIdentity(sent.response, identity)) return sent
    discardBody(sent.response)
    return repeated(sent, await send(request))
  }
}

/** Does what can be done about an answer that refuses who signed; true where the same request may now pass. */
export function renewIdentity(response: UpstreamResponse, identity: Parameters<Renewal>[0]): boolean {
  if (response.status !== 403) return false
  const exception = exceptionOf(response)
  return Object.hasOwn(RENEWALS, exception) && (RENEWALS[exception]?.(identity, response) ?? false)
}

function repeated(first: Forwarded, second: Forwarded): Forwarded {
  return { ...second, attempts: first.attempts + second.attempts }
}
