import type { Remedy, Seen, UpstreamAttempt } from './attempt.ts'
import type { Topic } from './memory.ts'
import { saysLike } from './recognise.ts'

/**
 * The row for metadata of the proxy's own that Bedrock refuses, in whatever words that name it: what the proxy adds costs nobody
 * an answer. What a client brings stays for Bedrock to judge.
 */
export const WITHOUT_METADATA: Remedy = {
  name: 'without-metadata',
  statuses: [400],
  fits: ({ attempt }) => !attempt.isBare && attempt.incoming.metadata?.isAdded === true,
  words: saysLike(/request-?metadata/i),
  atMost: 1,
  needsBody: true,
  next: ({ attempt }: Seen) => ({ ...attempt, isBare: true }),
  keep: keepBare,
  foresee: recallBare,
}

/** Where Bedrock was seen to refuse it, by operation. */
export const METADATA_REFUSED: Topic<true> = { name: 'refused-metadata', holdsForMs: 60 * 60_000 }

function keepBare({ incoming, region: { memory } }: UpstreamAttempt): void {
  memory.learn(METADATA_REFUSED, incoming.matched.operation.name, true)
}

function recallBare(attempt: UpstreamAttempt): UpstreamAttempt {
  const { incoming, region } = attempt
  const isRefused = incoming.metadata && region.memory.recall(METADATA_REFUSED, incoming.matched.operation.name)
  return isRefused ? { ...attempt, isBare: true } : attempt
}
