/** Something that is tried again by itself, ever more rarely, until it has succeeded. */
export type BackgroundRetry = {
  /** To be called after a failure. */
  schedule(): void
  /** To be called after a success: the next failure begins with the shortest delay. */
  cancel(): void
  /** Nothing is tried any more. */
  stop(): void
}

/** Without it, nobody would notice that what failed works again where only probes ask, and probes cause no work. */
const FIRST_DELAY_MS = 10_000
const MAX_DELAY_MS = 60_000

/** Retries that keep no process alive. `attempt` never rejects. */
export function createBackgroundRetry(attempt: () => Promise<unknown>): BackgroundRetry {
  let timer: NodeJS.Timeout | undefined
  let delayMs = FIRST_DELAY_MS
  let isStopped = false
  const cancel = () => {
    clearTimeout(timer)
    timer = undefined
    delayMs = FIRST_DELAY_MS
  }
  return {
    schedule() {
      if (timer || isStopped) return
      timer = setTimeout(() => {
        timer = undefined
        void attempt()
      }, delayMs).unref()
      delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)
    },
    cancel,
    stop() {
      isStopped = true
      cancel()
    },
  }
}
