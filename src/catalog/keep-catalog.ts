import { oneFlight } from '../aws/one-flight.ts'
import type { Catalog } from '../bedrock/catalog.ts'
import type { CatalogCopy } from './catalog-copy.ts'
import { problemOf, retryAfterMsOf } from './catalog-problem.ts'
import type { Discovery, MissingPart } from './discover-catalog.ts'
import { refreshDelayMs } from './refresh-delay.ts'
import { within } from './within.ts'

/** What a keeper tells of its refreshes. */
export type CatalogEvents = {
  /** A fresh catalog is in force. `missing` is what AWS did not tell. */
  readonly onRefreshed: (catalog: Catalog, missing: readonly MissingPart[]) => void
  /** Discovery failed; what was in force stays in force. */
  readonly onFailed: (error: unknown, inForce: Catalog) => void
}

/** What a keeper keeps up to date, and from where: live, else the last good copy on disk, else the snapshot. */
export type CatalogSources = {
  readonly snapshot: Catalog
  /** None where nothing is to be kept on disk. */
  readonly copy?: CatalogCopy | undefined
  /** Asks AWS; `inForce` is what is known so far. */
  readonly discover: (inForce: Catalog) => Promise<Discovery>
}

/** What the catalog in force is, for pages and metrics. */
export type CatalogStatus = Pick<Catalog, 'source' | 'asOf'> & {
  /** Why AWS did not list all of it when it was last asked, as one word; absent where it did. */
  readonly problem?: string
}

/** Holds the catalog of a Region, from before the first answer of AWS on. */
export type CatalogKeeper = {
  current(): Catalog
  status(): CatalogStatus
  /** Asks AWS now; joins the flight that is under way. Rejects where AWS does not answer. */
  refresh(): Promise<Catalog>
  /**
   * Asks AWS now, unless it was asked this way within so many milliseconds or wants to be left alone; joins the flight that is
   * under way. Resolves to the catalog then in force and never rejects.
   */
  refreshAtMostEvery(intervalMs: number): Promise<Catalog>
  /** Takes up the copy on disk, and asks AWS again and again in the background from now on. */
  start(): void
  /**
   * Resolves once the catalog in force is AWS's own, live or copied, or AWS has failed to give one; after so many
   * milliseconds at the latest. Never rejects.
   */
  ready(limitMs: number): Promise<void>
  /** Ends the asking, and the events with it; what is in force stays. */
  stop(): void
}

/**
 * Keeps a catalog in force, refreshed in the background, one flight at a time; a failure never takes it away. `random`
 * gives the jitter.
 */
export function keepCatalog(sources: CatalogSources, events: CatalogEvents, random = Math.random): CatalogKeeper {
  const keeping = new Keeping(sources, events, random)
  return {
    current: () => keeping.inForce,
    status: () => keeping.status(),
    refresh: keeping.ask,
    refreshAtMostEvery: (intervalMs) => keeping.askAtMostEvery(intervalMs),
    start: () => keeping.start(),
    ready: (limitMs) => keeping.ready(limitMs),
    stop: () => keeping.stop(),
  }
}

class Keeping {
  inForce: Catalog
  #problem: string | undefined
  #failuresInARow = 0
  #isUnderWay = false
  /** When somebody last asked who had reason to doubt the catalog; the background's own asking does not count. */
  #doubtedAtMs = Number.NEGATIVE_INFINITY
  #quietUntilMs = 0
  #timer: NodeJS.Timeout | undefined
  #isStarted = false
  #restored: Promise<void> | undefined
  #settled: Promise<unknown> | undefined
  readonly #sources: CatalogSources
  readonly #events: CatalogEvents
  readonly #random: () => number

  constructor(sources: CatalogSources, events: CatalogEvents, random: () => number) {
    this.#sources = sources
    this.#events = events
    this.#random = random
    this.inForce = sources.snapshot
  }

  readonly ask = oneFlight(() => this.#fly())

  async askAtMostEvery(intervalMs: number): Promise<Catalog> {
    const nowMs = performance.now()
    const isTooSoon = nowMs - this.#doubtedAtMs < intervalMs || nowMs < this.#quietUntilMs
    if (!isTooSoon) this.#doubtedAtMs = nowMs
    if (this.#isUnderWay || !isTooSoon) await this.ask().catch(() => undefined)
    return this.inForce
  }

  status(): CatalogStatus {
    const { source, asOf } = this.inForce
    return { source, asOf, ...(this.#problem !== undefined && { problem: this.#problem }) }
  }

  start(): void {
    this.#isStarted = true
    if (this.inForce.source === 'live') this.#askLater()
    else this.#begin()
  }

  #begin(): void {
    this.#restored = this.#restore()
    const firstAnswer = this.#askInBackground()
    this.#settled = this.#restored.then(() => (this.inForce.source === 'snapshot' ? firstAnswer : undefined))
  }

  ready(limitMs: number): Promise<void> {
    return within(limitMs, this.#settled)
  }

  stop(): void {
    this.#isStarted = false
    clearTimeout(this.#timer)
  }

  async #fly(): Promise<Catalog> {
    this.#isUnderWay = true
    try {
      return this.#land(await this.#sources.discover(this.inForce))
    } catch (error) {
      await this.#restored
      this.#note(error)
      if (this.#isStarted) this.#events.onFailed(error, this.inForce)
      throw error
    } finally {
      this.#isUnderWay = false
      if (this.#isStarted) this.#askLater()
    }
  }

  #land({ catalog, missing }: Discovery): Catalog {
    this.inForce = catalog
    this.#note(missing[0]?.cause)
    if (this.#isStarted) this.#events.onRefreshed(catalog, missing)
    void this.#sources.copy?.write(catalog)
    return catalog
  }

  #note(error: unknown): void {
    this.#failuresInARow = error === undefined ? 0 : this.#failuresInARow + 1
    this.#problem = error === undefined ? undefined : problemOf(error)
    this.#quietUntilMs = performance.now() + retryAfterMsOf(error)
  }

  #askLater(): void {
    clearTimeout(this.#timer)
    const delayMs = refreshDelayMs(this.#failuresInARow, this.#random())
    const quietMs = this.#quietUntilMs - performance.now()
    this.#timer = setTimeout(() => void this.#askInBackground(), Math.max(delayMs, quietMs)).unref()
  }

  #askInBackground(): Promise<unknown> {
    return this.ask().catch(() => undefined)
  }

  /** AWS may have answered before the disk. */
  async #restore(): Promise<void> {
    const kept = await this.#sources.copy?.read()
    if (kept && this.inForce.source === 'snapshot') this.inForce = kept
  }
}
