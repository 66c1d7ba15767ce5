import type { CatalogStatus } from '../catalog/keep-catalog.ts'
import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'
import type { Welcome } from './admit-request.ts'

/** The head of an answer of a page that the proxy serves itself. */
type LocalHead = {
  readonly status: number
  readonly contentType: string
  /** What it says beside. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The answer of a page that the proxy serves itself. */
export type LocalAnswer = LocalHead & { readonly body: string }

/** One that goes on until somebody ends it. Its head is sent; what follows is written by `follow`. */
export type EndlessAnswer = LocalHead & { readonly follow: (response: OutgoingResponse) => void }

/** Who asks for a page, and what is asked of them. */
export type Visitor = {
  /** True for a container's probe, which has whatever name for us. */
  readonly comesByAnyName: boolean
  readonly showsToken: boolean
  readonly welcome: Welcome
}

const PROBE: Visitor = { comesByAnyName: true, showsToken: false, welcome: 'no-page' }
const CLIENT: Visitor = { comesByAnyName: false, showsToken: true, welcome: 'no-page' }

/** A person who opens the page, or follows a link to it. */
export const PERSON: Visitor = { comesByAnyName: false, showsToken: false, welcome: 'link' }
/** A browser that loads what the page is made of; it has no token yet. */
export const BROWSER: Visitor = { comesByAnyName: false, showsToken: false, welcome: 'own-page' }
/** The page itself, when it asks for its data. */
export const OWN_PAGE: Visitor = { comesByAnyName: false, showsToken: true, welcome: 'own-page' }

/** A page that the proxy serves itself. */
export type LocalPage = {
  readonly path: string
  /** Whether a request with this path is for the page; every one is where it does not say. */
  readonly isMeantBy?: (request: IncomingRequest) => boolean
  readonly visitor: Visitor
  readonly answer: (request: IncomingRequest) => Promise<LocalAnswer> | LocalAnswer | EndlessAnswer
}

/** Which proxy this is, which Region it serves where a request names none, and whether it wants a client token. */
export type ProxyFacts = { readonly version: string; readonly region: string; readonly tokenRequired: boolean }

/** What the pages report on, asked anew for each request. */
export type Health = {
  /** What whoever sets a client up must know, and may know without the token. */
  readonly facts: ProxyFacts
  /** What keeps the proxy from serving, by name of the check; empty where it is ready. */
  readonly problems: () => Promise<Readonly<Record<string, string>>>
  /** By Region, where its catalog is from. An old one is no problem: the proxy serves with it. */
  readonly catalogs: () => Readonly<Record<string, CatalogStatus>>
  /** The metrics in Prometheus' text format. */
  readonly metrics: () => Promise<LocalAnswer>
}

/** Every page, each answering GET and HEAD. */
export function createLocalPages({ facts, problems, catalogs, metrics }: Health): readonly LocalPage[] {
  return [
    { path: '/healthz', visitor: PROBE, answer: () => json(200, { status: 'ok' }) },
    { path: '/readyz', visitor: PROBE, answer: async () => readiness(facts, await problems(), catalogs()) },
    { path: '/metrics', visitor: CLIENT, answer: metrics },
  ]
}

/** The page that a request asks for; undefined for a request that is meant for Bedrock. */
export function findLocalPage(pages: readonly LocalPage[], request: IncomingRequest): LocalPage | undefined {
  const { method, url = '' } = request
  if (method !== 'GET' && method !== 'HEAD') return undefined
  return pages.find(
    ({ path, isMeantBy }) => (url === path || url.startsWith(`${path}?`)) && (isMeantBy?.(request) ?? true),
  )
}

/** Serves a local page, or of its answer the status alone. True where the answer is whole, false where it goes on. */
export async function serveLocalPage(
  { answer }: LocalPage,
  request: IncomingRequest,
  response: OutgoingResponse,
  isStatusEnough = false,
): Promise<boolean> {
  const given = await answer(request)
  const { status, contentType, headers } = given
  if ('follow' in given && request.method !== 'HEAD') {
    response.writeHead(status, { ...headers, 'content-type': contentType })
    given.follow(response)
    return false
  }
  const shown = isStatusEnough || !('body' in given) ? '' : given.body
  response.writeHead(status, {
    ...headers,
    ...(!isStatusEnough && { 'content-type': contentType }),
    ...('body' in given && { 'content-length': String(Buffer.byteLength(shown)) }),
  })
  response.end(shown)
  return true
}

function readiness(facts: ProxyFacts, problems: Readonly<Record<string, string>>, catalog: object): LocalAnswer {
  const isReady = Object.keys(problems).length === 0
  return json(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', ...facts, problems, catalog })
}

function json(status: number, body: object): LocalAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(body) }
}
