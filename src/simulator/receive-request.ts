import type { IncomingRequest } from '../http/dual-server.ts'
import type { RequestDraft } from './simulated-request.ts'

/** The record of a request as its head tells it; nothing is known yet of its body and its answer. */
export function recordOf(request: IncomingRequest): RequestDraft {
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.rawHeaders,
    body: Buffer.alloc(0),
    events: [],
    httpVersion: request.httpVersion,
    signature: 'refused',
    bytesWritten: 0,
    aborted: false,
    closed: Promise.resolve(),
  }
}

/** The whole body of a request. */
export async function readAll(request: IncomingRequest): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}
