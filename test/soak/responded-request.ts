import type { SimulatedRequest } from '../../src/simulator/simulated-request.ts'

/** A request with this body, as a simulator keeps it that has answered with so many bytes. */
export function respondedRequest(body: Buffer, bytesWritten: number): SimulatedRequest {
  return {
    method: 'POST',
    path: '/',
    headers: [],
    body,
    events: [],
    httpVersion: '1.1',
    signature: 'verified',
    status: 200,
    bytesWritten,
    aborted: false,
    closed: Promise.resolve(),
  }
}
