import type { Fault } from '../src/simulator/faults.ts'
import type { SimulatedRequest } from '../src/simulator/simulated-request.ts'
import { numberIn } from './numbered-body.ts'
import { type Traffic, trafficOf } from './traffic-table.ts'

/** How a request ended for its client; `attempts` is what the proxy said, undefined where it said nothing. */
export type Ending =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly attempts: number | undefined
      readonly bytes: number
    }
  | { readonly kind: 'exception'; readonly attempts: number | undefined }
  | { readonly kind: 'broken' | 'left' | 'stuck'; readonly attempts: number | undefined; readonly error: string }

/** What became of one kind of traffic: how often it ended in which way. */
export type TrafficFigures = {
  readonly name: string
  readonly requests: number
  readonly endings: Readonly<Record<string, number>>
}

export type LedgerFigures = {
  readonly requests: number
  readonly traffic: readonly TrafficFigures[]
  /** Requests that reached the upstream less often than their client was told. */
  readonly lost: number
  /** Requests that reached the upstream more often than their client was told, or than is ever allowed. */
  readonly doubled: number
  /** Answers that were called whole and had other bytes than the upstream sent. */
  readonly truncated: number
  /** Endings that the table of traffic does not list, each as a sentence; the first ten. */
  readonly unexpected: readonly string[]
  /** Requests that the upstream still answers. */
  readonly openUpstream: number
}

/** Follows each request by its number, from the client that sends it to the upstream that counts it. */
export type Ledger = {
  /** The next number. */
  begin(): number
  /** To be told of every request that the upstream has read; says what is to befall it. */
  arrived(request: SimulatedRequest): Fault | undefined
  end(number: number, ending: Ending): void
  figures(): LedgerFigures
}

const MAX_SENTENCES = 10

/** An empty ledger. */
export function createLedger(kindOf: (number: number) => Traffic = trafficOf): Ledger {
  const arrivals: number[] = []
  const promised: (number | undefined)[] = []
  const latest = new Map<number, SimulatedRequest>()
  const traffic = new Map<string, Record<string, number>>()
  const unexpected: string[] = []
  let truncated = 0
  let openUpstream = 0

  const checkAnswer = (number: number, { status, bytes }: Extract<Ending, { kind: 'answered' }>) => {
    const sent = latest.get(number)?.bytesWritten
    if (status < 400 && sent !== bytes) truncated++
  }

  return {
    begin() {
      promised.push(undefined)
      return arrivals.push(0) - 1
    },
    arrived(request) {
      const number = numberIn(request.body)
      if (number === undefined || arrivals[number] === undefined) return undefined
      openUpstream++
      request.closed.then(() => openUpstream--)
      latest.set(number, request)
      const before = arrivals[number]++
      return kindOf(number).faults?.[before]
    },
    end(number, ending) {
      const kind = kindOf(number)
      const label = labelOf(ending)
      const endings = traffic.get(kind.name) ?? {}
      traffic.set(kind.name, { ...endings, [label]: (endings[label] ?? 0) + 1 })
      promised[number] = promisedArrivals(kind, ending)
      if (ending.kind === 'answered') checkAnswer(number, ending)
      if (!kind.endings.includes(label) && unexpected.length < MAX_SENTENCES) {
        const why = 'error' in ending ? ` (${ending.error})` : ''
        unexpected.push(
          `Request ${number} (${kind.name}) ended with ${label}${why}, not with ${kind.endings.join(' or ')}.`,
        )
      }
      latest.delete(number)
    },
    figures: () => ({
      requests: arrivals.length,
      traffic: Array.from(traffic, ([name, endings]) => ({ name, requests: sum(Object.values(endings)), endings })),
      ...compareArrivals(arrivals, promised),
      truncated,
      unexpected,
      openUpstream,
    }),
  }
}

function labelOf(ending: Ending): string {
  return ending.kind === 'answered' ? String(ending.status) : ending.kind
}

/** How often a request must have reached the upstream; undefined where its client cannot know. */
function promisedArrivals({ isRefused }: Traffic, ending: Ending): number | undefined {
  if (isRefused) return 0
  const mustSay = ending.kind === 'answered' && ending.status < 400
  return ending.attempts ?? (mustSay ? 1 : undefined)
}

/** A request is tried once more, and never a third time. */
const MOST_ARRIVALS = 2

/** Compares how often each request arrived with how often its client was told that it would; undefined is unknown. */
export function compareArrivals(
  arrivals: readonly number[],
  promised: readonly (number | undefined)[],
): { lost: number; doubled: number } {
  const lost = arrivals.filter((count, number) => count < (promised[number] ?? 0))
  const doubled = arrivals.filter((count, number) => count > (promised[number] ?? MOST_ARRIVALS))
  return { lost: lost.length, doubled: doubled.length }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
