import { randomUUID } from 'node:crypto'
import { errorAnswer, toProxyError } from '../bedrock/errors.ts'
import { hasClientLeft } from '../http/client-presence.ts'
import type { OutgoingResponse } from '../http/dual-server.ts'
import { resetResponse } from '../http/reset-response.ts'
import type { ProxyParts } from '../proxy/proxy-parts.ts'
import { recordWithoutRequest } from './record-without-request.ts'

/**
 * The answer to what nobody foresaw, not even while an error was answered: a 500 in AWS's shape with nothing of the request in
 * it, or a reset where an answer has begun. Leaves a record. Never throws.
 */
export function answerLast(
  response: OutgoingResponse,
  thrown: unknown,
  { region, telemetry }: Pick<ProxyParts, 'region' | 'telemetry'>,
): void {
  const { code, cause } = toProxyError(new Error('Nobody foresaw this.', { cause: thrown }))
  const requestId = randomUUID()
  try {
    const responseBytes = answer(response, requestId)
    telemetry.requestFinished(recordWithoutRequest(code, { requestId, region, responseBytes }), cause)
  } catch {
    resetResponse(response)
  }
}

function answer(response: OutgoingResponse, requestId: string): number {
  if (hasClientLeft(response)) return 0
  if (response.headersSent) {
    resetResponse(response)
    return 0
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name)
  const { status, headers, body } = errorAnswer(toProxyError(undefined), 'aws')
  const bytes = Buffer.byteLength(body)
  const own = { 'content-type': 'application/json', 'content-length': String(bytes), 'x-amzn-requestid': requestId }
  response.writeHead(status, { ...headers, ...own })
  response.end(body)
  return bytes
}
