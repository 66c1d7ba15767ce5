import type { Log } from '../telemetry/create-log.ts'

/** What is drained, and for how long at most. */
export type Draining = { readonly underWay: () => number; readonly limitMs: number }

/** Soon enough for a person who waits, and few lines even for a long drain. */
const INTERVAL_MS = 5_000

/** Says what the proxy waits for before it ends, and again while it waits. `stop` ends the telling. */
export function tellDrain(log: Log, { underWay, limitMs }: Draining, intervalMs = INTERVAL_MS): { stop(): void } {
  const atFirst = underWay()
  if (atFirst === 0) {
    log.info('The proxy stops; nothing is under way.')
    return { stop: () => undefined }
  }
  log.info(
    { underWay: atFirst },
    `The proxy stops when ${requests(atFirst)} under way ${atFirst === 1 ? 'is' : 'are'} complete, or in ${limitMs / 1000} s. A second signal ends it at once.`,
  )
  const timer = setInterval(() => {
    const left = underWay()
    log.info({ underWay: left }, `The proxy waits for ${requests(left)} still under way.`)
  }, intervalMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

function requests(count: number): string {
  return count === 1 ? 'the one request' : `the ${count} requests`
}
