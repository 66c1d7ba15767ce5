import { ProxyError } from '../../bedrock/errors.ts'
import { exceptionOf } from '../exchange.ts'
import type { RegionalParts } from '../proxy-parts.ts'
import type { Place, Seen, UpstreamAttempt } from './attempt.ts'
import { leastResting, leaveAlone, leaveClosed, restsForMs } from './cool-down.ts'
import type { Topic } from './memory.ts'
import { isResolvedByCatalog } from './other-identifier.ts'
import { firstChoice, movedTo, placesElsewhere, placesInRegion } from './places.ts'

/** Where a conversation has its prompt cache, and so stays. Caches last five minutes or an hour, from their last use. */
const STAYS_AT: Topic<StaysAt> = { name: 'stays-at', holdsForMs: 60 * 60_000 }
type StaysAt = { readonly region: string; readonly id: string }

/** True where Bedrock may be asked for the same elsewhere. */
export function mayMove({ attempt }: Pick<Seen, 'attempt'>): boolean {
  return attempt.incoming.failover !== undefined && isResolvedByCatalog({ attempt })
}

/** True for an answer of a place that was no first choice. */
export function hasMoved({ attempt }: Pick<Seen, 'attempt'>): boolean {
  return mayMove({ attempt }) && attempt.movedFrom !== undefined
}

/** A place that throttles is left alone, and the conversation has no reason to stay there. */
export function leavePlace(seen: Seen): true {
  depart(seen.attempt)
  return leaveAlone(seen)
}

/** The next place that does not rest, in the Region first, as long as there are retries left. */
export function nextPlace({
  attempt,
  history,
}: Seen): UpstreamAttempt | undefined | Promise<UpstreamAttempt | undefined> {
  const isNew = (place: Place) => !history.tried.includes(nameOf(movedTo(attempt, place))) && restsForMs(place) === 0
  const [here] = placesInRegion(attempt).filter(isNew)
  if (here) return spending(attempt, here)
  const regions = attempt.incoming.failover?.elsewhere() ?? []
  return regions.length === 0 ? undefined : nextElsewhere(attempt, regions, isNew)
}

async function nextElsewhere(
  attempt: UpstreamAttempt,
  regions: readonly RegionalParts[],
  isNew: (place: Place) => boolean,
): Promise<UpstreamAttempt | undefined> {
  for (const region of regions) {
    await region.catalogReady()
    const [place] = placesElsewhere(attempt, region).filter(isNew)
    if (place) return spending(attempt, place)
  }
  return undefined
}

function spending(attempt: UpstreamAttempt, place: Place): UpstreamAttempt | undefined {
  return attempt.incoming.failover?.budget.take() ? movedTo(attempt, place) : undefined
}

/** What an attempt is called among those that were tried. */
export function nameOf({ resolution, region, movedFrom }: UpstreamAttempt): string {
  const id = resolution?.resolved ?? ''
  return movedFrom === undefined || movedFrom.region === region ? id : `${region.region} ${id}`
}

/**
 * Where a request goes first: where its conversation is, else to its first choice, else, while that rests, to the best place that
 * does not; where all of them rest, to the one that rests shortest.
 */
export function placeFirst(attempt: UpstreamAttempt): UpstreamAttempt {
  const { failover } = attempt.incoming
  const first = firstChoice(attempt)
  if (!failover || !first || !mayMove({ attempt })) return attempt
  failover.budget.count()
  const stays = staysAt(attempt)
  if (stays ? isAt(stays, first) : restsForMs(first) === 0) return attempt
  const places = placesAtHand(attempt)
  const kept = stays && places.find((place) => isAt(stays, place))
  const place = kept ?? leastResting(places)
  return place ? movedTo(attempt, place) : attempt
}

/** Of the other Regions, those that are known already: nobody waits for a listing that may not be needed. */
function placesAtHand(attempt: UpstreamAttempt): Place[] {
  const regions = attempt.incoming.failover?.elsewhere() ?? []
  const known = regions.filter(({ catalogReady }) => catalogReady() === undefined)
  return [...placesInRegion(attempt), ...known.flatMap((region) => placesElsewhere(attempt, region))]
}

function isAt({ region, id }: StaysAt, place: Place): boolean {
  return place.region.region === region && place.resolution.resolved === id
}

function staysAt(attempt: UpstreamAttempt): StaysAt | undefined {
  const key = conversationKey(attempt)
  return key === undefined ? undefined : attempt.incoming.failover?.conversations.recall(STAYS_AT, key)
}

/** The conversation stays where it was answered. */
export function settleDown(attempt: UpstreamAttempt): void {
  const key = conversationKey(attempt)
  const { region, resolution, incoming } = attempt
  if (key === undefined || !resolution) return
  incoming.failover?.conversations.learn(STAYS_AT, key, { region: region.region, id: resolution.resolved })
}

/** What fails elsewhere is tried at home the next time. */
export function giveUpPlace(attempt: UpstreamAttempt): void {
  if (attempt.movedFrom) depart(attempt)
}

function depart(attempt: UpstreamAttempt): void {
  const key = conversationKey(attempt)
  if (key !== undefined) attempt.incoming.failover?.conversations.unlearn(STAYS_AT, key)
}

/** One conversation may call several models, each with a cache of its own. */
function conversationKey(attempt: UpstreamAttempt): string | undefined {
  const { conversation } = attempt.incoming
  const first = firstChoice(attempt)
  return conversation && first && `${first.region.region} ${first.resolution.resolved} ${conversation}`
}

/**
 * The next place after one that does not let us in, as where a policy of AWS's forgets it: it was our idea to go there.
 * @throws ProxyError `throttled` where there is none: what can be tried again stays so
 */
export async function afterClosedPlace(seen: Seen): Promise<UpstreamAttempt> {
  const { attempt, history, outcome } = seen
  const { region, resolution } = attempt
  depart(attempt)
  if (resolution) leaveClosed({ ...attempt, resolution })
  const next = await nextPlace(seen)
  if (next) return next
  const why = 'status' in outcome ? `${outcome.status} ${exceptionOf(outcome)}` : outcome.error.code
  const from = firstChoice(attempt)
  throw new ProxyError(
    'throttled',
    `Bedrock throttles ${from?.resolution.resolved} in ${from?.region.region}, and ${resolution?.resolved} in ${region.region} refuses this request (${why.trimEnd()}). Try again in a while, and allow the other one or take it out of the settings.`,
    { attempts: history.sends, retryAfterSeconds: secondsToWait(attempt) },
  )
}

/**
 * When it is worth coming back, in whole seconds, where every place was refused: Bedrock itself does not say. Nothing where
 * it does.
 */
export function whenToComeBack({ attempt, outcome }: Seen): Readonly<Record<string, string>> | undefined {
  if (!('status' in outcome) || outcome.status !== 429 || outcome.header('retry-after') !== undefined) return undefined
  return { 'retry-after': String(secondsToWait(attempt)) }
}

function secondsToWait(attempt: UpstreamAttempt): number {
  const rests = placesAtHand(attempt).map(restsForMs)
  return Math.max(1, Math.ceil(Math.min(...rests) / 1000))
}
