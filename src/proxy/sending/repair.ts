import { betaReaderOf, takesBetaFlag } from '../../bedrock/beta-flags.ts'
import { membersOfFlags } from '../../bedrock/members-of-flags.ts'
import { placesOf, type RefusedParts, refusedParts } from '../../bedrock/refused-parts.ts'
import { isRemovable } from '../../bedrock/removable-members.ts'
import { whenThere } from '../../http/when-there.ts'
import type { UpstreamRequest } from '../exchange.ts'
import type { Remedy, Seen, UpstreamAttempt } from './attempt.ts'
import type { Memory, Topic } from './memory.ts'
import { MAX_MESSAGE_BYTES } from './recognise.ts'
import {
  betaFlagsOf,
  NO_REPAIR,
  placesIn,
  type Repair,
  type RepairedRequest,
  refusable,
  repairRequest,
} from './repair-request.ts'

/** Words by which Bedrock refuses a part of a body. */
export const REFUSES_A_PART: NonNullable<Remedy['words']> = {
  maxBytes: MAX_MESSAGE_BYTES,
  match: (text) => refusedParts(text) !== undefined,
}

/** A request for a model may be repaired, as long as the settings say so. */
export function mayBeRepaired({ attempt }: Seen): boolean {
  return attempt.resolution !== undefined && attempt.incoming.repair === 'on'
}

/**
 * The request without what a refusal names, or without the flags of which it may speak; undefined where nothing of that is
 * there, or may go.
 */
export async function withoutRefusedParts({ attempt, said = '' }: Seen): Promise<UpstreamAttempt | undefined> {
  const parts = refusedParts(said)
  if (!parts) return undefined
  const request = await refusable((await wordRequest(attempt)).request, readerOf(attempt))
  const more = await (parts.kind === 'beta-flag'
    ? flagsToLeaveOut(attempt, request)
    : membersToLeaveOut(parts, attempt, request))
  return more && { ...attempt, repair: both(attempt.repair ?? NO_REPAIR, more) }
}

/**
 * The request of an attempt in the words of its route, without what its repair leaves out.
 * @throws ProxyError `too-many-bytes`, and as its route does
 */
export function wordRequest(attempt: UpstreamAttempt): RepairedRequest | Promise<RepairedRequest> {
  return whenThere(withMetadata(attempt), (request) =>
    attempt.repair ? repaired(attempt, attempt.repair, request) : { request, takenOut: NOTHING },
  )
}

function withMetadata(attempt: UpstreamAttempt): UpstreamRequest | Promise<UpstreamRequest> {
  const { incoming, route, isBare } = attempt
  const { metadata, matched } = incoming
  const request = route.request(attempt)
  if (!metadata || isBare) return request
  return whenThere(request, (plain) => metadata.addTo(plain, route.metadata ?? matched.operation.metadata))
}

function repaired(attempt: UpstreamAttempt, repair: Repair, request: UpstreamRequest): Promise<RepairedRequest> {
  const reader = readerOf(attempt)
  if (reader === 'count') attempt.incoming.hold(COPIES_OF_A_COUNT * request.body.byteLength)
  return repairRequest(request, repair, reader)
}

/** What is counted stands in base64: as it was, decoded, and encoded anew. */
const COPIES_OF_A_COUNT = 3

const NOTHING = { flags: [], places: [] }

function readerOf({ incoming }: UpstreamAttempt) {
  return betaReaderOf(incoming.matched.operation.name)
}

/**
 * The refusal names no flag, so that all go that are not known to be taken, and with each the members that it alone admits.
 * Where all are known, Bedrock knows less than the table: the one goes on that every model took.
 */
async function flagsToLeaveOut(attempt: UpstreamAttempt, request: UpstreamRequest): Promise<Repair | undefined> {
  const reader = readerOf(attempt)
  const flags = await betaFlagsOf(request)
  const unknown = flags.filter((flag) => reader === undefined || !takesBetaFlag(reader, flag))
  const refused = unknown.length > 0 ? unknown : flags.filter((flag) => flag !== TAKEN_BY_EVERY_MODEL)
  if (refused.length === 0) return undefined
  const { request: without } = await repairRequest(request, { ...NO_REPAIR, flags: new Set(refused) }, reader)
  const orphans = membersOfFlags(refused, await betaFlagsOf(without))
  return { flags: new Set(refused), places: new Set(await placesIn(request, orphans)) }
}

/** Source: reports of April 2026, when Opus 4.7 took this flag alone. */
const TAKEN_BY_EVERY_MODEL = 'interleaved-thinking-2025-05-14'

async function membersToLeaveOut(
  { paths }: Extract<RefusedParts, { kind: 'members' }>,
  { incoming }: UpstreamAttempt,
  request: UpstreamRequest,
): Promise<Repair | undefined> {
  const { model } = incoming.matched.operation
  const modelKey = model.in === 'body' ? model.key : undefined
  const candidates = paths.map((segments) =>
    placesOf(segments).flatMap((place) => [place, `additionalModelRequestFields.${place}`]),
  )
  const present = await placesIn(request, candidates.flat())
  const places = candidates.flatMap((some) => {
    const place = some.find((one) => present.includes(one))
    return place !== undefined && isRemovable(place, modelKey) ? place : []
  })
  return places.length === 0 ? undefined : { ...NO_REPAIR, places: new Set(places) }
}

function both(a: Repair, b: Repair): Repair {
  return { flags: new Set([...a.flags, ...b.flags]), places: new Set([...a.places, ...b.places]) }
}

/** What Bedrock was seen to refuse, part by part, for a Region, an operation and a model. */
export const REFUSED: Topic<true> = { name: 'refused-part', holdsForMs: 60 * 60_000 }
/** Of which parts that may be so. */
const PARTS: Topic<readonly Part[]> = { name: 'refused-parts', holdsForMs: 60 * 60_000 }

type Part = `${keyof Repair} ${string}`

/** More parts than this are forgotten, the oldest first. */
const MAX_PARTS = 64

/** Keeps what was left out by a repair after which Bedrock no longer refused. */
export function keepRepair({ region: { memory }, ...attempt }: UpstreamAttempt): void {
  const about = aboutOf(attempt)
  const learned = partsOf(attempt.repair ?? NO_REPAIR).filter((part) => !memory.recall(REFUSED, `${about} ${part}`))
  for (const part of learned) memory.learn(REFUSED, `${about} ${part}`, true)
  if (learned.length === 0) return
  const known = partsInForce(memory, about)
  memory.learn(PARTS, about, [...new Set([...known, ...learned])].slice(-MAX_PARTS))
}

/** The first attempt without what Bedrock refused within the last hour. */
export function recallRepair(attempt: UpstreamAttempt): UpstreamAttempt {
  if (attempt.resolution === undefined || attempt.incoming.repair === 'off') return attempt
  const parts = partsInForce(attempt.region.memory, aboutOf(attempt))
  if (parts.length === 0) return attempt
  return { ...attempt, repair: { flags: namesIn(parts, 'flags'), places: namesIn(parts, 'places') } }
}

function partsInForce(memory: Memory, about: string): Part[] {
  return (memory.recall(PARTS, about) ?? []).filter((part) => memory.recall(REFUSED, `${about} ${part}`))
}

function aboutOf({ incoming, resolution }: Pick<UpstreamAttempt, 'incoming' | 'resolution'>): string {
  return `${incoming.matched.operation.name} ${resolution?.modelId ?? resolution?.resolved}`
}

function partsOf({ flags, places }: Repair): Part[] {
  return [...[...flags].map((flag): Part => `flags ${flag}`), ...[...places].map((place): Part => `places ${place}`)]
}

function namesIn(parts: readonly Part[], kind: keyof Repair): Set<string> {
  return new Set(parts.filter((part) => part.startsWith(`${kind} `)).map((part) => part.slice(kind.length + 1)))
}
