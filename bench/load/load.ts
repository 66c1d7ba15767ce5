export type Load = {
  /** The bytes of one request, head and body. */
  readonly request: Buffer
  readonly connections: number
  readonly maxRequests: number
  readonly maxMs: number
}

/** Times of all requests in the order in which they were done, in milliseconds. */
export type LoadResult = {
  readonly elapsedMs: number
  readonly totalMs: readonly number[]
  /** Until the first byte of the body. */
  readonly firstByteMs: readonly number[]
}

/** Says, each time it is asked, whether one more request may be sent. */
export function createBudget({ maxRequests, maxMs }: Pick<Load, 'maxRequests' | 'maxMs'>): () => boolean {
  const deadline = performance.now() + maxMs
  let sent = 0
  return () => sent++ < maxRequests && performance.now() < deadline
}
