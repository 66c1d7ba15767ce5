import type { DecisionReport } from '../bedrock/resolution-report.ts'
import type { PageModel, PageOngoing, PageRequest, PageState } from './page-data.ts'

/** Everything that the page shows, and nothing that it does not. */
export type Model = {
  readonly connection: Connection
  /** What the proxy said where it refused its data. */
  readonly refusal: string | undefined
  readonly tokenPrompt: 'not-wanted' | 'wanted' | 'unknown-token'
  readonly state: PageState | undefined
  /** Newest first. */
  readonly requests: readonly PageRequest[]
  /** Those under way, newest first. */
  readonly ongoing: readonly PageOngoing[]
  readonly filter: string
  /** The request that is looked at; it stays when the proxy has forgotten it. */
  readonly opened: PageRequest | undefined
  /** What would become of its model now, where nothing went upstream. */
  readonly openedAnew: Answer | undefined
  readonly tab: Tab
  readonly asked: string
  readonly answer: Answer | undefined
  readonly models: readonly PageModel[] | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

/** How the stream of events is. `ended` is said by a proxy that is about to stop. */
export type Connection = 'connecting' | 'live' | 'lost' | 'ended'

/** What may be looked at. */
export type Tab = (typeof TABS)[number]

/** In their order on the page. */
export const TABS = ['requests', 'models', 'learned'] as const

/** What the proxy said of an identifier. */
export type Answer =
  | { readonly kind: 'decision'; readonly decision: DecisionReport }
  | { readonly kind: 'problem'; readonly message: string }

/** Everything that may happen to the page. */
export type PageEvent =
  | { readonly type: 'connection'; readonly connection: Connection }
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'token-wanted'; readonly wasShown: boolean }
  | { readonly type: 'state'; readonly state: PageState }
  | { readonly type: 'requests'; readonly requests: readonly PageRequest[] }
  | { readonly type: 'ongoing'; readonly ongoing: readonly PageOngoing[] }
  | { readonly type: 'filter'; readonly text: string }
  | { readonly type: 'open'; readonly request: PageRequest }
  | { readonly type: 'opened-anew'; readonly answer: Answer }
  | { readonly type: 'close' }
  | { readonly type: 'tab'; readonly tab: Tab }
  | { readonly type: 'ask'; readonly text: string }
  | { readonly type: 'answer'; readonly asked: string; readonly answer: Answer }
  | { readonly type: 'models'; readonly models: readonly PageModel[] }
  | { readonly type: 'tick'; readonly now: number }

/** Tells the page that something has happened. */
export type Dispatch = (event: PageEvent) => void

/** A page that knows nothing yet. */
export function initialModel(now: number, tab: Tab = 'requests'): Model {
  return {
    connection: 'connecting',
    refusal: undefined,
    tokenPrompt: 'not-wanted',
    state: undefined,
    requests: [],
    ongoing: [],
    filter: '',
    opened: undefined,
    openedAnew: undefined,
    tab,
    asked: '',
    answer: undefined,
    models: undefined,
    now,
  }
}

/** The page after something has happened. */
export function update(model: Model, event: PageEvent): Model {
  switch (event.type) {
    case 'connection':
      return connected(model, event.connection)
    case 'refused':
      return { ...model, connection: 'lost', refusal: event.message }
    case 'token-wanted':
      return { ...model, tokenPrompt: event.wasShown ? 'unknown-token' : 'wanted' }
    case 'state':
      return withState(model, event.state)
    case 'requests':
      return { ...model, requests: withNew(model, event.requests) }
    case 'ongoing':
      return { ...model, ongoing: event.ongoing }
    case 'filter':
      return { ...model, filter: event.text }
    case 'open':
      return { ...model, opened: event.request, openedAnew: undefined }
    case 'opened-anew':
      return { ...model, openedAnew: event.answer }
    case 'close':
      return { ...model, opened: undefined, openedAnew: undefined }
    case 'tab':
      return { ...model, tab: event.tab }
    case 'ask':
      return { ...model, asked: event.text, ...(event.text.trim() === '' && { answer: undefined }) }
    case 'answer':
      return event.asked === model.asked ? { ...model, answer: event.answer } : model
    case 'models':
      return { ...model, models: event.models }
    case 'tick':
      return { ...model, now: event.now }
  }
}

function connected(model: Model, connection: Connection): Model {
  // What was under way may be over by now.
  if (connection !== 'live') return { ...model, connection, ongoing: [] }
  return { ...model, connection, refusal: undefined, tokenPrompt: 'not-wanted' }
}

/** Another process counts its requests anew, so that what the one before told is another history. */
function withState(model: Model, state: PageState): Model {
  const isSameProcess = model.state === undefined || model.state.startedAt === state.startedAt
  return { ...model, state, requests: isSameProcess ? model.requests : [] }
}

/** A stream that begins anew tells everything anew. */
function withNew({ requests, state }: Model, told: readonly PageRequest[]): readonly PageRequest[] {
  const newest = requests[0]?.id ?? 0
  const news = told.filter(({ id }) => id > newest).toReversed()
  return news.length === 0 ? requests : [...news, ...requests].slice(0, state?.capacity ?? 500)
}
