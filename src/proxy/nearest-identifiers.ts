import { type Catalog, isReachable } from '../bedrock/catalog.ts'
import { nearestNames } from '../bedrock/nearest-names.ts'

/** A hint is for a person who reads an error. */
const MOST = 3
/** Comparing takes time with the length; no real ID is half as long. */
const MAX_LENGTH = 200
/** What may stand in a header. */
const PRINTABLE = /^[\x21-\x7e]+$/

/** The IDs of the Region's catalog that an identifier which Bedrock refused could have been meant to be, nearest first. */
export function nearestIdentifiers(identifier: string, { models }: Catalog): string[] {
  const known = [...models.values()]
    .filter(isReachable)
    .flatMap(({ modelId, onDemand, profiles }) => [...(onDemand ? [modelId] : []), ...profiles.map(({ id }) => id)])
  return nearestNames(
    identifier.slice(0, MAX_LENGTH),
    known.filter((id) => PRINTABLE.test(id)),
    MOST,
  )
}
