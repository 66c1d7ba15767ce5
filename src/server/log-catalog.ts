import type { Catalog, CatalogSource } from '../bedrock/catalog.ts'
import { causeOf, problemOf } from '../catalog/catalog-problem.ts'
import { isStale, MAX_SNAPSHOT_AGE_DAYS } from '../catalog/is-stale.ts'
import type { CatalogEvents } from '../catalog/keep-catalog.ts'
import type { Log } from '../telemetry/create-log.ts'

/** What serves on where AWS does not list. */
const ORIGINS: Readonly<Record<CatalogSource, string>> = {
  live: 'what AWS listed before',
  cache: 'the last good one, from the disk',
  snapshot: 'the one of this version',
}

/**
 * Tells the log where the catalog of a Region comes from, in one line for each answer of AWS. A failure is told once,
 * and again when its cause changes: an identity that may not list would fill the log. `lister` is who is asked.
 */
export function logCatalogEvents(log: Log, lister = 'AWS', now = () => new Date()): CatalogEvents {
  let told: string | undefined
  const levelFor = (cause: string) => {
    const level = cause === told ? 'debug' : 'warn'
    told = cause
    return level
  }
  return {
    onRefreshed({ region, source, models, applicationProfiles }, missing) {
      const facts = { region, source, models: models.size, applicationProfiles: applicationProfiles.length }
      if (missing.length === 0) {
        told = undefined
        log.info(facts, `The catalog is live: this is what ${lister} lists for the Region.`)
        return
      }
      const cause = missing.map((one) => `${one.part}: ${causeOf(one.cause)}`).join(', ')
      log[levelFor(cause)]({ ...facts, cause }, 'The catalog is live, but AWS did not tell all of it.')
    },
    onFailed(error, inForce) {
      const { region, source, asOf } = inForce
      const cause = causeOf(error)
      const what = 'AWS did not list the profiles of this Region; an older catalog serves on'
      const facts = { region, source, asOf, problem: problemOf(error), cause }
      log[levelFor(cause)](facts, `${what}: ${ORIGINS[source]}.${staleNote(inForce, now())}`)
    },
  }
}

/** Warns of a snapshot that serves although it is old; to be called where AWS is never asked. */
export function warnOfStaleCatalog(log: Log, catalog: Catalog, now = () => new Date()): void {
  const note = staleNote(catalog, now())
  if (note) log.warn({ region: catalog.region, source: catalog.source, asOf: catalog.asOf }, note.trim())
}

function staleNote(catalog: Catalog, today: Date): string {
  if (!isStale(catalog, today)) return ''
  return ` The snapshot is more than ${MAX_SNAPSHOT_AGE_DAYS} days old: update the proxy, or let it ask AWS.`
}
