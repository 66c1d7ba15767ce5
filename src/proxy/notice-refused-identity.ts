import type { Departure } from '../http/client-presence.ts'
import type { UpstreamResponse } from './upstream-response.ts'

/** AWS's exceptions that say that the credentials, and not the request, are at fault. */
const REFUSALS = ['ExpiredTokenException', 'ExpiredToken', 'UnrecognizedClientException', 'InvalidClientTokenId']

type AnyLane<Request> = (request: Request, departure: Departure) => Promise<UpstreamResponse>

/** A lane that tells when AWS refuses the credentials; the answer itself goes on untouched. */
export function noticeRefusedIdentity<Request>(lane: AnyLane<Request>, onRefused: () => void): AnyLane<Request> {
  return async (request, departure) => {
    const response = await lane(request, departure)
    if (response.status === 403 && REFUSALS.includes(exceptionOf(response))) onRefused()
    return response
  }
}

function exceptionOf(response: UpstreamResponse): string {
  return response.header('x-amzn-errortype')?.split(':', 1)[0] ?? ''
}
