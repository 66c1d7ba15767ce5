import type { IncomingRequest, OutgoingResponse } from '../http/dual-server.ts'

/** The answer of a page that the proxy serves itself. */
export type LocalAnswer = { readonly status: number; readonly contentType: string; readonly body: string }

export type LocalPages = Readonly<Record<string, () => Promise<LocalAnswer> | LocalAnswer>>

/** What the pages report on, asked anew for each request. */
export type Health = {
  /** What keeps the proxy from serving, by name of the check; empty where it is ready. */
  readonly problems: () => Promise<Readonly<Record<string, string>>>
  /** The metrics in Prometheus' text format. */
  readonly metrics: () => Promise<LocalAnswer>
}

/** The pages by path, each answering GET only. */
export function createLocalPages({ problems, metrics }: Health): LocalPages {
  return {
    '/healthz': () => json(200, { status: 'ok' }),
    '/readyz': async () => {
      const found = await problems()
      const isReady = Object.keys(found).length === 0
      return json(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', problems: found })
    },
    '/metrics': metrics,
  }
}

/** The page that a request asks for; undefined for a request that is meant for Bedrock. */
export function findLocalPage(
  pages: LocalPages,
  { method, url = '' }: IncomingRequest,
): LocalPages[string] | undefined {
  const [path = ''] = url.split('?', 1)
  return method === 'GET' && Object.hasOwn(pages, path) ? pages[path] : undefined
}

/** Serves a local page. */
export async function serveLocalPage(page: NonNullable<LocalPages[string]>, response: OutgoingResponse): Promise<void> {
  const { status, contentType, body } = await page()
  response.writeHead(status, { 'content-type': contentType, 'content-length': String(Buffer.byteLength(body)) })
  response.end(body)
}

function json(status: number, body: object): LocalAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(body) }
}
