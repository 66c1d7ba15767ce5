import { setTimeout as delay } from 'node:timers/promises'
import type { RunningServer } from '../server/start-server.ts'
import { tellDrain } from '../server/tell-drain.ts'
import type { Settings } from '../settings/settings.ts'
import type { Log } from '../telemetry/create-log.ts'

/** What is to come to its end. */
export type Drain = {
  readonly server: RunningServer
  readonly settings: Pick<Settings, 'drainDelayMs' | 'drainTimeoutMs'>
  readonly log: Log
  /** Sends what is left to tell, for so many milliseconds at most. Never rejects. */
  readonly flush: (limitMs: number) => Promise<void>
  /** To be called at the beginning of either end, and at its end. */
  readonly onEnding: () => void
  readonly onEnded: () => Promise<void>
}

/** The two ways in which a proxy ends; the second one cuts the first short. */
export type Endings = {
  drain(): Promise<void>
  destroy(): Promise<void>
}

/** The endings of a proxy that listens. */
export function endingsOf(ending: Drain): Endings {
  const cut = new AbortController()
  return {
    async drain() {
      ending.onEnding()
      await drain(ending, cut.signal)
      await ending.onEnded()
    },
    async destroy() {
      cut.abort()
      ending.onEnding()
      await ending.server.destroy()
      await ending.flush(0)
      await ending.onEnded()
    },
  }
}

/**
 * Goes on serving for the drain delay, in which whoever sends requests here learns that the proxy is no longer ready; then
 * stops accepting and lets what runs finish, up to the drain timeout.
 */
async function drain(
  { server, settings: { drainDelayMs, drainTimeoutMs }, log, flush }: Drain,
  cutShort: AbortSignal,
): Promise<void> {
  if (drainDelayMs > 0) {
    log.info(`The proxy is no longer ready, and stops to accept requests in ${drainDelayMs / 1000} s.`)
    await delay(drainDelayMs, undefined, { signal: cutShort }).catch(() => undefined)
  }
  const startedAt = performance.now()
  const telling = tellDrain(log, { underWay: server.underWay, limitMs: drainTimeoutMs })
  const isComplete = await server.drain(drainTimeoutMs).finally(telling.stop)
  if (!isComplete) log.warn('The drain timeout has passed; what was still running was cut.')
  await Promise.race([flush(Math.max(0, startedAt + drainTimeoutMs - performance.now())), abortOf(cutShort)])
}

function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
