import { takeOriginForm } from '../http/absolute-form.ts'
import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import { handleRequest } from '../proxy/handle-request.ts'
import type { ProxyParts } from '../proxy/proxy-parts.ts'
import { RequestAccount } from '../proxy/request-account.ts'
import { type AdmissionPolicy, admitRequest } from './admit-request.ts'
import { checkMessage } from './check-message.ts'
import { findLocalPage, type LocalPage, serveLocalPage } from './local-pages.ts'

/** What serving needs from outside; put together in `app.ts`. */
export type ServerParts = {
  readonly admission: AdmissionPolicy
  readonly pages: readonly LocalPage[]
  readonly proxy: ProxyParts
}

/** Takes one request in: admission, then a page of our own or the way to Bedrock. Never rejects. */
export async function serveRequest(
  request: IncomingRequest,
  response: OutgoingResponse,
  parts: ServerParts,
): Promise<void> {
  response.on('error', () => undefined)
  try {
    checkMessage(request, response)
    takeOriginForm(request)
    const page = findLocalPage(parts.pages, request)
    admitRequest(request, page?.isOpen ? { ...parts.admission, clientToken: undefined } : parts.admission)
    if (page) return await serveLocalPage(page, response)
  } catch (error) {
    return new RequestAccount(request, parts.proxy.region, parts.proxy.telemetry).failed(response, error)
  }
  await handleRequest(request, response, parts.proxy)
}
