import type { Lane } from './forward-request.ts'
import type { UpstreamResponse } from './upstream-response.ts'

/** AWS's exceptions that say that the credentials, and not the request, are at fault. */
const REFUSALS = ['ExpiredTokenException', 'ExpiredToken', 'UnrecognizedClientException', 'InvalidClientTokenId']

/** A lane that tells when AWS refuses the credentials; the answer itself goes on untouched. */
export function noticeRefusedIdentity(lane: Lane, onRefused: () => void): Lane {
  return async (request, departure) => {
    const response = await lane(request, departure)
    if (response.status === 403 && REFUSALS.includes(exceptionOf(response))) onRefused()
    return response
  }
}

function exceptionOf(response: UpstreamResponse): string {
  return response.header('x-amzn-errortype')?.split(':', 1)[0] ?? ''
}
