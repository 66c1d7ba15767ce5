import type { Lane } from './forward-request.ts'

/** AWS's exceptions that say that the credentials, and not the request, are at fault. */
const REFUSALS = ['ExpiredTokenException', 'ExpiredToken', 'UnrecognizedClientException', 'InvalidClientTokenId']

/** A lane that tells when AWS refuses the credentials; the answer itself goes on untouched. */
export function noticeRefusedIdentity(lane: Lane, onRefused: () => void): Lane {
  return async (request, signal) => {
    const response = await lane(request, signal)
    if (response.status === 403 && REFUSALS.includes(exceptionOf(response.headers))) onRefused()
    return response
  }
}

function exceptionOf(headers: readonly string[]): string {
  const i = headers.findIndex((name, at) => at % 2 === 0 && name.toLowerCase() === 'x-amzn-errortype')
  return headers[i + 1]?.split(':', 1)[0] ?? ''
}
