import { isGeography } from '../src/bedrock/geographies.ts'
import type { Snapshot } from '../src/catalog/load-snapshot.ts'
import { gatherCatalogs, type Inquiry, type RegionAnswer } from './gather-catalogs.ts'
import { snapshotFromCatalogs } from './snapshot-from-catalogs.ts'

/** A snapshot of today, and a line for each thing that a person should know of it. */
export type Regenerated = { readonly snapshot: Snapshot; readonly report: readonly string[] }

/**
 * Asks AWS about every Region of the old snapshot and those in `inquiry`.
 * Rejects where no Region answers at all.
 */
export async function regenerateSnapshot(
  inquiry: Inquiry,
  old: Snapshot,
  now: () => Date = () => new Date(),
): Promise<Regenerated> {
  const regions = [...new Set([...Object.keys(old.regions), ...inquiry.regions])].sort()
  const answers = await gatherCatalogs({ ...inquiry, regions }, old, now)
  const live = answers.flatMap(({ catalog }) => catalog ?? [])
  if (live.length === 0) throw new Error(`No Region answered. The first said: ${answers[0]?.refusal}`)
  const snapshot = snapshotFromCatalogs(live, old, now().toISOString().slice(0, 10))
  return { snapshot, report: [...answers.map((answer) => lineFor(answer, old)), ...strangers(snapshot)] }
}

function lineFor({ region, catalog, refusal }: RegionAnswer, old: Snapshot): string {
  if (catalog) return `${region}: ${catalog.models.size} models`
  return `${region}: ${old.regions[region] ? 'its old facts stay' : 'left out'}, because it did not answer (${refusal})`
}

/** What the proxy has to learn before it can use such a snapshot. */
function strangers({ geographies, regions, models }: Snapshot): string[] {
  const unknown = Object.keys(geographies).filter((name) => !isGeography(name))
  const named = Object.values(models).flatMap(({ onDemand = [] }) => onDemand)
  const destinations = Object.values(geographies).flatMap((one) => Object.values(one.destinations ?? {}).flat())
  const homeless = [...new Set([...named, ...destinations])].filter((region) => !regions[region])
  return [
    ...unknown.map(
      (name) => `new geography ${name}: add it to src/bedrock/geographies.ts and config/catalog.schema.json`,
    ),
    ...homeless.map((region) => `new Region ${region}: give it its geographies under "regions" by hand`),
  ]
}
