import type { OutgoingResponse } from '../../http/dual-server.ts'
import { resetResponse } from '../../http/reset-response.ts'
import type { PageOngoing, PageRequest, PageState } from '../../page/page-data.ts'

/** What those who watch are told. */
export type Watched = {
  readonly state: () => Promise<PageState>
  /** The remembered requests behind an ID, oldest first. */
  readonly requestsSince: (id: number) => readonly PageRequest[]
  /** Those that are under way. */
  readonly ongoing: () => readonly PageOngoing[]
}

/** Pages that are told of what happens, each by a stream of events that does not end of its own accord. */
export type Watchers = {
  /** False where there are as many as there may be, or all have been sent away. */
  readonly hasRoom: () => boolean
  /** Tells whoever asked of everything that is remembered, and from now on of all that comes. */
  follow(response: OutgoingResponse): void
  /** How many streams are not yet over. */
  readonly count: () => number
  /** Ends the streams; nobody watches from then on. */
  end(): void
}

/** Each takes a connection and a few kilobytes. */
const MAX_WATCHERS = 16
/** Soon enough to look live, and one look for any number of requests. */
const LOOK_MS = 250
/** In looks: how often the state is told where it has changed, how often a stream says that it is alive, how long a reader may stop. */
const STATE_EVERY = 8
const ALIVE_EVERY = 40
const MAX_STOPPED = 80

/** So long may the last word take. */
const FAREWELL_MS = 1_000

const NOTHING_ONGOING = '[]'

/** Nobody watches yet, and nothing runs while that is so. `every` is `setInterval`, but for tests. */
export function createWatchers(watched: Watched, every: typeof setInterval = setInterval): Watchers {
  const watchers = new Set<Watcher>()
  let state = ''
  let looks = 0
  let hasEnded = false
  let timer: NodeJS.Timeout | undefined
  const renew = async () => {
    state = JSON.stringify(await watched.state())
  }
  const look = () => {
    looks += 1
    if (looks % STATE_EVERY === 0) void renew()
    const ongoing = JSON.stringify(watched.ongoing())
    for (const one of watchers) one.look(looks, state, ongoing)
  }
  const leave = (watcher: Watcher) => {
    watchers.delete(watcher)
    if (watchers.size === 0) clearInterval(timer)
  }
  return {
    hasRoom: () => !hasEnded && watchers.size < MAX_WATCHERS,
    count: () => watchers.size,
    follow(response) {
      const watcher = new Watcher(response, watched)
      response.once('close', () => leave(watcher))
      if (watchers.size === 0) timer = every(look, LOOK_MS).unref()
      watchers.add(watcher)
      void renew().then(() => watcher.look(0, state, NOTHING_ONGOING))
    },
    end() {
      hasEnded = true
      clearInterval(timer)
      for (const watcher of watchers) watcher.end()
    },
  }
}

/** One stream. What its reader has not yet taken is not added to: it reads of the rest from the history later. */
class Watcher {
  readonly #response: OutgoingResponse
  readonly #watched: Watched
  #since = 0
  #toldState = ''
  #toldOngoing = NOTHING_ONGOING
  /** How many looks ago the reader stopped; 0 where it reads. */
  #stopped = 0

  constructor(response: OutgoingResponse, watched: Watched) {
    this.#response = response
    this.#watched = watched
    response.on('drain', () => {
      this.#stopped = 0
    })
  }

  look(number: number, state: string, ongoing: string): void {
    if (this.#stopped > 0) {
      this.#stopped += 1
      if (this.#stopped > MAX_STOPPED) resetResponse(this.#response)
      return
    }
    if (state === '' || this.#response.writableEnded) return
    const news = this.#stateEvent(state) + this.#ongoingEvent(ongoing) + this.#requestEvents()
    this.#write(news || (number % ALIVE_EVERY === 0 ? ': alive\n\n' : ''))
  }

  /** Nobody waits for one who does not read. */
  end(): void {
    if (this.#stopped > 0) {
      resetResponse(this.#response)
      return
    }
    const timer = setTimeout(() => resetResponse(this.#response), FAREWELL_MS).unref()
    this.#response.once('close', () => clearTimeout(timer))
    this.#response.end('event: end\ndata: {}\n\n')
  }

  #stateEvent(state: string): string {
    if (state === this.#toldState) return ''
    this.#toldState = state
    return `event: state\ndata: ${state}\n\n`
  }

  #ongoingEvent(ongoing: string): string {
    if (ongoing === this.#toldOngoing) return ''
    this.#toldOngoing = ongoing
    return `event: ongoing\ndata: ${ongoing}\n\n`
  }

  #requestEvents(): string {
    const requests = this.#watched.requestsSince(this.#since)
    const last = requests.at(-1)
    if (last === undefined) return ''
    this.#since = last.id
    return `event: requests\ndata: ${JSON.stringify(requests)}\n\n`
  }

  #write(text: string): void {
    if (text !== '' && !written(this.#response, text)) this.#stopped = 1
  }
}

function written(response: OutgoingResponse, text: string): boolean {
  return 'stream' in response ? response.write(text) : response.write(text)
}
