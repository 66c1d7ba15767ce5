import type { Catalog } from './catalog.ts'
import { findModel } from './find-model.ts'
import { withoutMarker } from './model-identifier.ts'
import { plainNames } from './plain-names.ts'
import type { ResolutionContext } from './resolution.ts'

/** The reading of a name that the settings or the catalog know; without one the client's own words, but for a size in brackets. */
export function meantName(
  requested: string,
  { policy, catalog }: Pick<ResolutionContext, 'policy' | 'catalog'>,
): string {
  const readings = plainNames(requested)
  const mapped = readings.find((name) => policy.models.has(name))
  return mapped ?? withoutMarker(readings.find((name) => isMeant(name, catalog)) ?? requested)
}

function isMeant(name: string, catalog: Catalog): boolean {
  return name.startsWith('arn:') || findModel(name, catalog).kind !== 'unknown'
}
