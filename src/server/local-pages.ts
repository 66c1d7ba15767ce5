import type { CatalogStatus } from '../catalog/keep-catalog.ts'
import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'

/** The answer of a page that the proxy serves itself. */
export type LocalAnswer = { readonly status: number; readonly contentType: string; readonly body: string }

/** A page that the proxy serves itself. */
export type LocalPage = {
  readonly path: string
  /** True for a page that a container's probe may ask for: without the client token, and by whatever name it has for us. */
  readonly isOpen: boolean
  readonly answer: () => Promise<LocalAnswer> | LocalAnswer
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
    { path: '/healthz', isOpen: true, answer: () => json(200, { status: 'ok' }) },
    { path: '/readyz', isOpen: true, answer: async () => readiness(facts, await problems(), catalogs()) },
    { path: '/metrics', isOpen: false, answer: metrics },
  ]
}

/** The page that a request asks for; undefined for a request that is meant for Bedrock. */
export function findLocalPage(
  pages: readonly LocalPage[],
  { method, url = '' }: IncomingRequest,
): LocalPage | undefined {
  return method === 'GET' || method === 'HEAD'
    ? pages.find(({ path }) => url === path || url.startsWith(`${path}?`))
    : undefined
}

/** Serves a local page, or of its answer the status alone. */
export async function serveLocalPage(
  { answer }: LocalPage,
  response: OutgoingResponse,
  isStatusEnough = false,
): Promise<void> {
  const { status, contentType, body } = await answer()
  const shown = isStatusEnough ? '' : body
  response.writeHead(status, {
    ...(!isStatusEnough && { 'content-type': contentType }),
    'content-length': String(Buffer.byteLength(shown)),
  })
  response.end(shown)
}

function readiness(facts: ProxyFacts, problems: Readonly<Record<string, string>>, catalog: object): LocalAnswer {
  const isReady = Object.keys(problems).length === 0
  return json(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', ...facts, problems, catalog })
}

function json(status: number, body: object): LocalAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(body) }
}
