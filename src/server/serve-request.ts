import { takeOriginForm } from '../http/absolute-form.ts'
import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import type { RequestHead } from '../http/request-head.ts'
import { markPassage } from '../http/via.ts'
import { RequestAccount } from '../proxy/account/request-account.ts'
import type { Caller } from '../proxy/admission.ts'
import { EMPTY_BODY } from '../proxy/body.ts'
import { handleRequest } from '../proxy/handle-request.ts'
import type { ProxyParts } from '../proxy/proxy-parts.ts'
import { type AdmissionPolicy, admitRequest, isAddressedToUs } from './admit-request.ts'
import { answerLast } from './answer-last.ts'
import { checkMessage } from './check-message.ts'
import { ANYBODY } from './identify-client.ts'
import { leaveWhenTaken } from './leave-when-taken.ts'
import { letGoUnlessTaken } from './let-go-unless-taken.ts'
import { findLocalPage, type LocalPage, serveLocalPage } from './local-pages.ts'
import type { AdmittedRequest, RequestGate } from './request-gate.ts'
import type { RequestsUnderWay } from './requests-under-way.ts'

/** What serving needs from outside; put together in `app.ts`. */
export type ServerParts = {
  readonly admission: AdmissionPolicy
  readonly gate: RequestGate
  readonly pages: readonly LocalPage[]
  /** Where others look as well; nobody's unless told. */
  readonly underWay?: RequestsUnderWay
  readonly proxy: ProxyParts
}

/** Takes one request in: admission, then a page of our own or the way to Bedrock. Never rejects, whatever is thrown. */
export async function serveRequest(
  request: IncomingRequest,
  response: OutgoingResponse,
  parts: ServerParts,
): Promise<void> {
  let admitted: AdmittedRequest | undefined
  response.on('error', ignore)
  try {
    const taken = takeIn(request, response, parts)
    admitted = taken instanceof Promise ? await taken : taken
    if (admitted) await handleRequest(request, response, parts.proxy, admitted)
  } catch (error) {
    answerLast(response, error, parts.proxy)
  }
  if (admitted) leaveWhenTaken(response, admitted, parts.proxy.limits.idleTimeoutMs)
}

/** A request for Bedrock, let in; undefined for every other one, which is answered here. */
function takeIn(
  request: IncomingRequest,
  response: OutgoingResponse,
  parts: ServerParts,
): AdmittedRequest | undefined | Promise<undefined> {
  let caller: Caller | undefined
  try {
    const head = checkMessage(request, response)
    takeOriginForm(request)
    const page = findLocalPage(parts.pages, request)
    caller = admitRequest(request, head, page ? admissionOf(page, parts.admission) : parts.admission)
    if (page) return showPage(page, { request, response, head, caller, parts })
    markPassage(request.headers, parts.admission.viaName)
    return parts.gate.enter(caller, connectionOf(request))
  } catch (error) {
    return refuse({ request, response, parts }, error, caller)
  }
}

type Visit = {
  readonly request: IncomingRequest
  readonly response: OutgoingResponse
  readonly head: RequestHead
  readonly caller: Caller
  readonly parts: ServerParts
}

async function showPage(page: LocalPage, visit: Visit): Promise<undefined> {
  const { request, response, head, caller, parts } = visit
  try {
    caller.checkBody(EMPTY_BODY)
    const isStatusEnough = !isAddressedToUs(head, parts.admission.allowHosts)
    const isWhole = await serveLocalPage(page, request, response, isStatusEnough)
    if (isWhole) letGoUnlessTaken(response, parts.proxy.limits.idleTimeoutMs)
  } catch (error) {
    refuse(visit, error, caller)
  }
}

function refuse(
  { request, response, parts }: Pick<Visit, 'request' | 'response' | 'parts'>,
  error: unknown,
  caller?: Caller,
): undefined {
  new RequestAccount(request, parts.proxy, caller?.client).failed(response, error)
  letGoUnlessTaken(response, parts.proxy.limits.idleTimeoutMs)
}

/** A probe asks by the address of a Pod, which nobody could list; a name that was rebound to this machine learns a status. */
function admissionOf({ visitor }: LocalPage, admission: AdmissionPolicy): AdmissionPolicy {
  return {
    ...admission,
    welcome: visitor.welcome,
    ...(visitor.comesByAnyName && { allowHosts: 'any' as const }),
    ...(!visitor.showsToken && { identifyClient: () => ANYBODY }),
  }
}

/** What breaks an answer is told where it is written. */
function ignore(): void {}

/** Stands for a client without a name. */
function connectionOf(request: IncomingRequest): object {
  return 'stream' in request ? (request.stream.session ?? request.stream) : request.socket
}
