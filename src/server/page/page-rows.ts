import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DecisionReport } from '../../bedrock/resolution-report.ts'
import type { IncomingRequest } from '../../http/dual-server.ts'
import type { PageModel, PageRequests, PageState } from '../../page/page-data.ts'
import { BROWSER, type EndlessAnswer, type LocalAnswer, type LocalPage, OWN_PAGE, PERSON } from '../local-pages.ts'
import { PAGE_HEADERS, pageAnswer, pageJson } from './page-answers.ts'
import { PAGE_ICON, pageDocument } from './page-document.ts'
import type { Watchers } from './watchers.ts'

/** What the page shows, asked anew for each request. */
export type PageSources = {
  /** Where the built script and style are; undefined, or without them, where nothing was built. */
  readonly folder: string | undefined
  /** True where the data want the client token. */
  readonly tokenRequired: boolean
  readonly state: () => Promise<PageState>
  readonly requests: () => PageRequests
  /** What becomes of an identifier; throws ProxyError for a Region that may not be called. */
  readonly resolve: (identifier: string) => DecisionReport
  readonly models: () => readonly PageModel[]
  readonly watchers: Watchers
}

/** The page, what it is made of, and its data. */
export function pageRows(sources: PageSources): readonly LocalPage[] {
  const { folder, tokenRequired, state, requests, models, watchers } = sources
  const built = (name: string) => readFile(join(folder ?? '', name), 'utf8').catch(() => undefined)
  const file = async (name: string, contentType: string): Promise<LocalAnswer> => {
    const text = folder === undefined ? undefined : await built(name)
    return text === undefined ? pageJson({ message: `${name} is not built.` }, 404) : pageAnswer(contentType, text)
  }
  const isBuilt = async () => folder !== undefined && (await built('page.js')) !== undefined
  return [
    {
      path: '/',
      isMeantBy: isBrowser,
      visitor: PERSON,
      answer: async () => pageAnswer(HTML, pageDocument(await isBuilt(), tokenRequired)),
    },
    { path: '/-/page.js', visitor: BROWSER, answer: () => file('page.js', 'text/javascript; charset=utf-8') },
    { path: '/-/page.css', visitor: BROWSER, answer: () => file('page.css', 'text/css; charset=utf-8') },
    { path: '/-/icon.svg', visitor: BROWSER, answer: () => pageAnswer('image/svg+xml', PAGE_ICON) },
    { path: '/-/state', visitor: OWN_PAGE, answer: async () => pageJson(await state()) },
    { path: '/-/requests', visitor: OWN_PAGE, answer: () => pageJson(requests()) },
    { path: '/-/models', visitor: OWN_PAGE, answer: () => pageJson({ models: models() }) },
    { path: '/-/resolve', visitor: OWN_PAGE, answer: (request) => resolution(request, sources) },
    { path: '/-/events', visitor: OWN_PAGE, answer: () => follow(watchers) },
  ]
}

const HTML = 'text/html; charset=utf-8'

/** At the root stand other APIs as well, such as S3's. Their clients send a query, or do not say what they take. */
function isBrowser({ url, headers }: IncomingRequest): boolean {
  return url === '/' && ADMITS_HTML.test(headers.accept ?? '')
}

const ADMITS_HTML = /(?:^|,)\s*(?:text\/html|text\/\*|\*\/\*)/i

/** A refusal is no request of anybody's, so it is answered here and leaves no record. */
function resolution({ url = '' }: IncomingRequest, { resolve }: PageSources): LocalAnswer {
  const model = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('model')
  if (!url.includes('?') || model === null) return pageJson({ message: 'Name an identifier: /-/resolve?model=ID' }, 400)
  try {
    return pageJson(resolve(model))
  } catch (error) {
    if (error instanceof Error && error.name === 'ProxyError') return pageJson({ message: error.message }, 400)
    throw error
  }
}

function follow(watchers: Watchers): LocalAnswer | EndlessAnswer {
  if (!watchers.hasRoom()) return pageJson({ message: NO_ROOM }, 503)
  return { status: 200, contentType: 'text/event-stream', headers: PAGE_HEADERS, follow: watchers.follow }
}

const NO_ROOM = 'As many pages watch this proxy as may, or it is about to stop. Close one, or come back in a moment.'
