import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import { handleRequest } from '../proxy/handle-request.ts'
import type { ProxyParts } from '../proxy/proxy-parts.ts'
import { RequestAccount } from '../proxy/request-account.ts'
import { type AdmissionPolicy, admitRequest } from './admit-request.ts'
import { findLocalPage, type LocalPages, serveLocalPage } from './local-pages.ts'

export type ServerParts = {
  readonly admission: AdmissionPolicy
  readonly pages: LocalPages
  readonly proxy: ProxyParts
}

/** The paths that a container's probe asks for, without the client token. */
const OPEN_PATHS = new Set(['/healthz', '/readyz'])

/** Takes one request in: admission, then a page of our own or the way to Bedrock. Never rejects. */
export async function serveRequest(
  request: IncomingRequest,
  response: OutgoingResponse,
  parts: ServerParts,
): Promise<void> {
  response.on('error', () => undefined)
  try {
    admitRequest(request, admissionFor(request, parts.admission))
    const page = findLocalPage(parts.pages, request)
    if (page) return await serveLocalPage(page, response)
  } catch (error) {
    return new RequestAccount(request, parts.proxy.region, parts.proxy.telemetry).failed(response, error)
  }
  await handleRequest(request, response, parts.proxy)
}

function admissionFor({ url = '' }: IncomingRequest, admission: AdmissionPolicy): AdmissionPolicy {
  return OPEN_PATHS.has(url) ? { ...admission, clientToken: undefined } : admission
}
