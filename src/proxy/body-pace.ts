/** What is watched: how much has come so far, and what happens where that is too little. */
export type Pace = { bytesSoFar(): number; onTooSlow(): void }

/**
 * Tells when a body has fallen behind the least pace, so that nobody holds memory by sending a byte now and then. After a sleep
 * of the machine timers come before sockets: what has arrived meanwhile is read before anybody is judged.
 */
export function watchPace({ bytesSoFar, onTooSlow }: Pace): () => void {
  const startedAt = performance.now()
  let isOver = false
  const judge = () => {
    if (isOver) return
    const leftMs = GRACE_MS + (bytesSoFar() / MIN_BYTES_PER_SECOND) * 1000 - (performance.now() - startedAt)
    if (leftMs <= 0) return onTooSlow()
    timer = setTimeout(check, leftMs)
  }
  const check = () => afterReading(judge)
  let timer = setTimeout(check, GRACE_MS)
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

/** Calls back when the sockets have been read that have something to read. */
export function afterReading(judge: () => void): void {
  setImmediate(judge)
}

/** Before that a body may come as slowly as it likes, but for silence. */
const GRACE_MS = 30_000
/** What a body must come at in the long run: slower than a modem. */
export const MIN_BYTES_PER_SECOND = 1024
