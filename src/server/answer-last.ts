import { randomUUID } from 'node:crypto'
import { ERRORS, errorAnswer, toProxyError } from '../bedrock/errors.ts'
import { hasClientLeft } from '../http/client-presence.ts'
import type { OutgoingResponse } from '../http/dual-server.ts'
import { resetResponse } from '../http/reset-response.ts'
import type { ProxyParts } from '../proxy/proxy-parts.ts'

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
  const { status } = ERRORS[code]
  try {
    const responseBytes = answer(response, requestId)
    const record = { ...NO_REQUEST, requestId, region, status, error: code, fault: ERRORS[code].fault, responseBytes }
    telemetry.requestFinished(record, cause)
  } catch {
    resetResponse(response)
  }
}

/** What is told of a request of which nothing else is certain. */
const NO_REQUEST = { operation: '-', ending: 'answered-here', attempts: 0, totalMs: 0, requestBytes: 0 } as const

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
