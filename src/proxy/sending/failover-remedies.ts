import type { Remedy } from './attempt.ts'
import { afterClosedPlace, hasMoved, leavePlace, mayMove, nextPlace, placeFirst, whenToComeBack } from './failover.ts'
import { saysLike } from './recognise.ts'
import { isOfNoConnection } from './upstream-error.ts'

/** The remedies of a request that Bedrock throttles, the same request at another place, each at most so often. */
export const failoverRemedies = (atMost: number): readonly Remedy[] => [
  {
    // Every profile has a quota of its own, and so has every Region.
    name: 'failover',
    statuses: [429, 503],
    fits: mayMove,
    atMost,
    needsBody: true,
    learn: leavePlace,
    next: nextPlace,
    foresee: placeFirst,
    told: whenToComeBack,
  },
  {
    // It was our idea to ask there, so that what is said there of who may do what is no answer to the client.
    name: 'failover',
    statuses: [403, 404],
    fits: hasMoved,
    fitsNoAnswer: (seen) => hasMoved(seen) && isOfNoConnection(seen.outcome.cause),
    atMost,
    needsBody: true,
    next: afterClosedPlace,
  },
  {
    // The same news of what that place does not have; what is wrong with the request itself is the client's to know.
    name: 'failover',
    statuses: [400],
    fits: hasMoved,
    words: saysLike(/identifier is invalid|on-demand throughput isn|guardrail|inference profile|not available in/i),
    atMost,
    needsBody: true,
    next: afterClosedPlace,
  },
]
