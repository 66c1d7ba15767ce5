import { type Asking, askFor } from './ask-proxy.ts'
import { createEventParser, type StreamEvent } from './event-parser.ts'
import type { PageOngoing, PageRequest, PageState } from './page-data.ts'
import type { Dispatch } from './page-model.ts'

/** What following needs of the browser beside asking. */
export type Following = Asking & {
  readonly dispatch: Dispatch
  /** True where it is known beforehand that nothing is told without a token. */
  readonly asksForToken: boolean
  /** Resolves after so many milliseconds, or when somebody wants it to go on. */
  readonly pause: (ms: number) => Promise<unknown>
}

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 5_000
/** The proxy says at least every ten seconds that it is alive. */
const SILENCE_MS = 25_000

/**
 * Follows the events of the proxy until the signal, and comes back whenever the stream ends: the one loop of the page. Where a
 * token is wanted it waits for one by `pause`.
 */
export async function followEvents(following: Following, signal: AbortSignal): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS
  while (!signal.aborted) {
    const outcome = await followOnce(following, signal)
    if (signal.aborted) return
    if (outcome === 'token-wanted') await following.pause(Number.POSITIVE_INFINITY)
    else await following.pause(outcome === 'ended' ? FIRST_PAUSE_MS : pauseMs)
    pauseMs = outcome === 'ended' ? FIRST_PAUSE_MS : Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
  }
}

/** `ended` is a stream that had begun; `failed` one that had not. */
type Outcome = 'token-wanted' | 'ended' | 'failed'

async function followOnce(following: Following, signal: AbortSignal): Promise<Outcome> {
  const { dispatch, token, asksForToken } = following
  if (asksForToken && token() === undefined) {
    dispatch({ type: 'token-wanted', wasShown: false })
    return 'token-wanted'
  }
  const stopping = new AbortController()
  signal.addEventListener('abort', () => stopping.abort(), { signal: stopping.signal })
  try {
    const response = await askFor(following, '/-/events', stopping.signal)
    if (response.headers.get('x-amzn-errortype') === 'UnrecognizedClientException') {
      dispatch({ type: 'token-wanted', wasShown: token() !== undefined })
      return 'token-wanted'
    }
    if (!response.ok || !response.body) {
      dispatch({ type: 'refused', message: await messageOf(response) })
      return 'failed'
    }
    dispatch({ type: 'connection', connection: 'live' })
    const isOver = await readAll(response.body, dispatch, () => stopping.abort())
    dispatch({ type: 'connection', connection: isOver ? 'ended' : 'lost' })
    return 'ended'
  } catch {
    dispatch({ type: 'connection', connection: 'lost' })
    return 'failed'
  } finally {
    stopping.abort()
  }
}

async function messageOf(response: Response): Promise<string> {
  const body: { message?: unknown } = await response.json().catch(() => ({}))
  return String(body.message ?? `The proxy answered ${response.status}.`)
}

/** True where the proxy said that this was the end. */
async function readAll(body: ReadableStream<Uint8Array>, dispatch: Dispatch, onSilence: () => void): Promise<boolean> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const parser = createEventParser()
  let isOver = false
  let timer = setTimeout(onSilence, SILENCE_MS)
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      clearTimeout(timer)
      timer = setTimeout(onSilence, SILENCE_MS)
      for (const event of parser.feed(decoder.decode(read.value, { stream: true }))) {
        isOver ||= event.name === 'end'
        tell(event, dispatch)
      }
    }
  } finally {
    clearTimeout(timer)
  }
  return isOver
}

function tell({ name, data }: StreamEvent, dispatch: Dispatch): void {
  if (name === 'state') dispatch({ type: 'state', state: JSON.parse(data) as PageState })
  if (name === 'ongoing') dispatch({ type: 'ongoing', ongoing: JSON.parse(data) as PageOngoing[] })
  if (name === 'requests') dispatch({ type: 'requests', requests: JSON.parse(data) as PageRequest[] })
}
