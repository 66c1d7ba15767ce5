import type { Catalog } from '../bedrock/catalog.ts'

const DAY_MS = 24 * 60 * 60_000

/** So old may a snapshot be before it is no longer to be trusted unseen: new models appear monthly. */
export const MAX_SNAPSHOT_AGE_DAYS = 90

/** True for a snapshot that is more than 90 days old; what AWS itself has listed is never stale in this sense. */
export function isStale({ source, asOf }: Pick<Catalog, 'source' | 'asOf'>, today: Date): boolean {
  return source === 'snapshot' && today.getTime() - Date.parse(asOf) > MAX_SNAPSHOT_AGE_DAYS * DAY_MS
}
