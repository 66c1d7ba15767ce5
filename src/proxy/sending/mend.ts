import { whenThere } from '../../http/when-there.ts'
import type { UpstreamResponse } from '../exchange.ts'
import { discardBody, holdBody, peekBody } from '../lanes/peek-body.ts'
import type { Attempt, NoAnswer, Remedy, Seen } from './attempt.ts'
import { MAX_SENDS, REMEDIES } from './remedies.ts'

/** True where a head came, as against a send that got no answer. */
export function hasAnswer(outcome: UpstreamResponse | NoAnswer): outcome is UpstreamResponse {
  return 'status' in outcome
}

const NONE: readonly Remedy[] = []

const BY_STATUS: ReadonlyMap<number, readonly Remedy[]> = new Map(
  REMEDIES.flatMap(({ statuses = [] }) => statuses).map((status) => [
    status,
    REMEDIES.filter(({ statuses }) => statuses?.includes(status)),
  ]),
)

/** The rows that an outcome may be for, as far as can be told without its body: for nearly every one there are none. */
export function possibleRemedies(seen: Seen): readonly Remedy[] {
  if (!isAnswered(seen)) return REMEDIES.filter((row) => row.fitsNoAnswer?.(seen as Seen<NoAnswer>))
  const rows = BY_STATUS.get(seen.outcome.status)
  if (!rows) return NONE
  let possible = NONE
  for (const row of rows) if (row.fits?.(seen) ?? true) possible = [...possible, row]
  return possible
}

function isAnswered(seen: Seen): seen is Seen<UpstreamResponse> {
  return hasAnswer(seen.outcome)
}

/** What a look at an outcome came to. An answer still has every byte of its body. */
export type Mended = {
  readonly outcome: UpstreamResponse | NoAnswer
  /** The rows that the outcome is for, whether or not they can help. */
  readonly recognised: readonly Remedy[]
  /** Undefined where nothing helps. */
  readonly next?: Attempt | undefined
}

/**
 * Takes the first remedy that recognises an outcome and knows what to try next, and adds it to the history.
 * @throws ProxyError that a remedy gives in the place of an answer
 */
export function mend(seen: Seen, possible: readonly Remedy[]): Mended | Promise<Mended> {
  return whenThere(readWords(seen.outcome, possible), (looked) =>
    looked.recognised.length === 0 ? looked : takeFirst(seen, looked),
  )
}

/** An answer, the rows that it is for, and its words where they were asked for. */
type Looked = Pick<Mended, 'outcome' | 'recognised'> & { readonly said?: string }

async function takeFirst(seen: Seen, looked: Looked): Promise<Mended> {
  const { recognised, said } = looked
  let { outcome } = looked
  try {
    for (const row of recognised) {
      const pending = nextAttempt(row, { ...seen, outcome, ...(said !== undefined && { said }) })
      // Whoever waits misses the turn in which a body has to be taken.
      if (pending instanceof Promise && hasAnswer(outcome)) outcome = holdBody(outcome)
      const next = await pending
      if (!next) continue
      seen.history.remedies.push(row.name)
      return { outcome, recognised, next }
    }
  } catch (error) {
    // Nobody else will take it, and its connection would wait for that.
    if (hasAnswer(outcome)) discardBody(outcome)
    throw error
  }
  return { outcome, recognised }
}

function readWords(outcome: UpstreamResponse | NoAnswer, possible: readonly Remedy[]): Looked | Promise<Looked> {
  const maxBytes = Math.max(...possible.map(({ words }) => words?.maxBytes ?? 0))
  if (maxBytes === 0 || !hasAnswer(outcome)) return { outcome, recognised: possible }
  return whenThere(peekBody(outcome, maxBytes), ({ response, text }) => ({
    outcome: response,
    recognised: possible.filter(({ words }) => words?.match(text, response) ?? true),
    said: text,
  }))
}

function nextAttempt(row: Remedy, seen: Seen): ReturnType<Remedy['next']> {
  if (row.learn?.(seen) === false || !mayBeTaken(row, seen)) return undefined
  return row.next(seen)
}

function mayBeTaken({ name, atMost, needsBody }: Remedy, { attempt, history }: Seen): boolean {
  if (history.remedies.filter((taken) => taken === name).length >= atMost) return false
  if (!needsBody) return true
  const { carrier, departure } = attempt.incoming
  return carrier.keepsBody && history.sends < MAX_SENDS && !departure.hasHappened
}
