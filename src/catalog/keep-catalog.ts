import { oneFlight } from '../aws/one-flight.ts'
import type { Catalog } from '../bedrock/catalog.ts'

/** What a keeper tells of its refreshes in the background. */
export type CatalogEvents = {
  /** A fresh catalog is in force. */
  readonly onRefreshed: (catalog: Catalog) => void
  /** Discovery failed; what was in force stays in force. */
  readonly onFailed: (error: unknown, inForce: Catalog) => void
}

/** Holds the catalog in force, from before the first answer of AWS on. */
export type CatalogKeeper = {
  current(): Catalog
  /** Asks AWS now; joins the flight that is under way. Rejects where AWS does not answer. */
  refresh(): Promise<Catalog>
  /** Asks AWS again and again in the background: now, or after a while where the catalog in force is live already. */
  start(): void
  /** Ends the asking, and the events with it; what is in force stays. */
  stop(): void
}

const REFRESH_INTERVAL_MS = 60 * 60_000
/** After a failure it is tried again sooner: `aws sso login` may have been all that was missing. */
const RETRY_INTERVAL_MS = 60_000

/** Keeps a catalog in force, refreshed in the background, one flight at a time; a failure never takes it away. */
export function keepCatalog(initial: Catalog, discover: () => Promise<Catalog>, events: CatalogEvents): CatalogKeeper {
  let inForce = initial
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  const refresh = oneFlight(async () => {
    inForce = await discover()
    return inForce
  })
  const again = (afterMs: number) => {
    if (!isStopped) timer = setTimeout(refreshAndGoOn, afterMs).unref()
  }
  const refreshAndGoOn = () => {
    refresh().then(
      (catalog) => {
        if (!isStopped) events.onRefreshed(catalog)
        again(REFRESH_INTERVAL_MS)
      },
      (error: unknown) => {
        if (!isStopped) events.onFailed(error, inForce)
        again(RETRY_INTERVAL_MS)
      },
    )
  }

  return {
    current: () => inForce,
    refresh,
    start: () => (inForce.source === 'live' ? again(REFRESH_INTERVAL_MS) : refreshAndGoOn()),
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
