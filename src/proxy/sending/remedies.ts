import { isDenialOfUpstream, isDenied, isForbiddenToClient, standIn } from './answer-from-catalog.ts'
import type { NoAnswer, Remedy, Seen, UpstreamAttempt } from './attempt.ts'
import { failoverRemedies } from './failover-remedies.ts'
import {
  isCount,
  isResolvedByCatalog,
  keepIdentifier,
  nearestToRequested,
  nextCandidate,
  otherForm,
  recallIdentifier,
  systemProfile,
} from './other-identifier.ts'
import { isElsewhere } from './places.ts'
import { says, saysLike } from './recognise.ts'
import { correctClock, readCredentialsAnew } from './renew-identity.ts'
import { keepRepair, mayBeRepaired, REFUSES_A_PART, recallRepair, withoutRefusedParts } from './repair.ts'
import {
  avoidUnknownRoute,
  isWorthALook,
  learnUnknownRoute,
  mayBeUnknown,
  onOtherRoute,
  refuseUnknownRoute,
  UNKNOWN_IN_200,
  UNKNOWN_IN_404,
} from './unknown-route.ts'
import { isConnectionLost } from './upstream-error.ts'
import { WITHOUT_METADATA } from './without-metadata.ts'

/** How many sends one request may cost, whatever befalls it. */
export const MAX_SENDS = 6

const OTHER_ROUTE = {
  atMost: 1,
  needsBody: true,
  learn: learnUnknownRoute,
  next: onOtherRoute,
  foresee: avoidUnknownRoute,
} as const

const OTHER_CANDIDATE = {
  atMost: MAX_SENDS,
  needsBody: true,
  next: nextCandidate,
  keep: keepIdentifier,
  foresee: recallIdentifier,
  hint: nearestToRequested,
} as const

/**
 * All that is done about an answer, or the lack of one, before the client sees it: the first row that knows what to try next
 * is taken. Nothing is done about an answer that says who may do what, or that Bedrock itself failed.
 */
export const REMEDIES: readonly Remedy[] = [
  {
    // A server may close an idle connection in the very moment in which it is used again. Twice in a row is no accident.
    name: 'stale-connection',
    fitsNoAnswer: ({ outcome, history }) => isStale(outcome) && history.remedies.at(-1) !== 'stale-connection',
    atMost: MAX_SENDS,
    needsBody: true,
    next: sameAgain,
  },
  {
    name: 'fresh-credentials',
    statuses: [403],
    fits: says('ExpiredTokenException', 'ExpiredToken'),
    atMost: 1,
    needsBody: true,
    learn: readCredentialsAnew,
    next: sameAgain,
  },
  {
    // Keys that AWS does not know are not cured by reading them again at once, but somebody may be mending them.
    name: 'unknown-credentials',
    statuses: [403],
    fits: says('UnrecognizedClientException', 'InvalidClientTokenId'),
    atMost: 0,
    needsBody: true,
    learn: readCredentialsAnew,
    next: sameAgain,
  },
  {
    name: 'aws-clock',
    statuses: [403],
    fits: says('InvalidSignatureException', 'SignatureDoesNotMatch', 'RequestExpired', 'RequestTimeTooSkewed'),
    atMost: 1,
    needsBody: true,
    learn: correctClock,
    next: sameAgain,
  },
  {
    name: 'other-route',
    statuses: [404],
    fits: (seen) => mayBeUnknown(seen, UNKNOWN_IN_404),
    words: UNKNOWN_IN_404,
    ...OTHER_ROUTE,
  },
  {
    name: 'other-route',
    statuses: [200],
    fits: (seen) => mayBeUnknown(seen, UNKNOWN_IN_200),
    words: UNKNOWN_IN_200,
    ...OTHER_ROUTE,
  },
  {
    // A success that is none: refused, so that no client takes it for an answer.
    name: 'unknown-route',
    statuses: [200],
    fits: isWorthALook,
    words: UNKNOWN_IN_200,
    atMost: 1,
    needsBody: false,
    next: refuseUnknownRoute,
  },
  {
    // The words of the answer, whatever the exception around them: AWS has changed both, apostrophes included.
    name: 'next-candidate',
    statuses: [400],
    fits: isOfItsCatalog,
    words: saysLike(/on-demand throughput isn.{1,3}t supported|model identifier is invalid/i),
    ...OTHER_CANDIDATE,
  },
  {
    // The same news in the words of the APIs that Bedrock imitates.
    name: 'next-candidate',
    statuses: [404],
    fits: (seen) => isOfItsCatalog(seen) && seen.attempt.incoming.matched.operation.dialect !== 'aws',
    words: saysLike(/"code"\s*:\s*"model_not_found"|"type"\s*:\s*"not_found_error"/),
    ...OTHER_CANDIDATE,
  },
  {
    name: 'system-profile',
    statuses: [400],
    fits: ({ attempt }) => attempt.resolution?.reason === 'application-profile',
    words: saysLike(/application inference profiles? (?:are|is) not supported/i),
    atMost: 1,
    needsBody: true,
    next: systemProfile,
    keep: keepIdentifier,
    foresee: recallIdentifier,
  },
  WITHOUT_METADATA,
  {
    // One part of the body at a time is what AWS names; three are enough for every client that was seen.
    name: 'repair',
    statuses: [400],
    fits: mayBeRepaired,
    words: REFUSES_A_PART,
    atMost: 3,
    needsBody: true,
    next: withoutRefusedParts,
    keep: keepRepair,
    foresee: recallRepair,
  },
  {
    name: 'other-form',
    statuses: [400],
    fits: (seen) => isResolvedByCatalog(seen) && isCount(seen),
    words: saysLike(/doesn.{1,3}t support counting tokens|on-demand throughput isn.{1,3}t supported/i),
    atMost: 1,
    needsBody: true,
    next: otherForm,
    keep: keepIdentifier,
  },
  ...failoverRemedies(MAX_SENDS),
  {
    // A client that only wants to know which profiles exist is served all the same.
    name: 'stand-in',
    statuses: Array.from({ length: 400 }, (_, i) => 200 + i),
    fits: (seen) => standIn(seen.attempt) !== undefined && isDenied(seen.outcome) && !isForbiddenToClient(seen),
    fitsNoAnswer: ({ attempt, outcome }) => standIn(attempt) !== undefined && isDenialOfUpstream(outcome.error),
    atMost: 1,
    needsBody: false,
    next: ({ attempt }) => standIn(attempt),
  },
]

/** In another Region what is allowed depends on the one that was addressed: no second thoughts there but `failover`'s own. */
function isOfItsCatalog(seen: Seen): boolean {
  return isResolvedByCatalog(seen) && !isElsewhere(seen.attempt)
}

/** A stale connection answers the first packet with a reset. One that breaks later may have cost money already. */
const STALE_WITHIN_MS = 1_000

/** Only what stood idle can be stale, and of what is answered by as much as a byte Bedrock has begun to work. */
function isStale({ cause, afterMs, connection: { isReused, hasAnswered } }: NoAnswer): boolean {
  return isConnectionLost(cause) && isReused === true && hasAnswered === false && afterMs <= STALE_WITHIN_MS
}

function sameAgain({ attempt }: Seen): UpstreamAttempt {
  return attempt
}
