import { nearestName } from '../bedrock/nearest-names.ts'
import { knownRegions, loadSnapshot } from '../catalog/load-snapshot.ts'
import type { Settings } from '../settings/settings.ts'

/**
 * A warning for each Region of the settings that this version does not know, with the nearest one: it is new, or mistyped. Not
 * an error, for AWS opens Regions without asking us.
 */
export function unknownRegions({ region, allowRegions, failoverRegions, allowDestinations }: Settings): string[] {
  const known = knownRegions(loadSnapshot())
  const named = new Set([
    region,
    ...allowRegions,
    ...failoverRegions,
    ...allowDestinations.filter((one) => !one.includes('*')),
  ])
  return [...named]
    .filter((one) => !known.includes(one))
    .map((one) => {
      const nearest = nearestName(one, known)
      return `${one} is no Region that this version knows${nearest ? `, did you mean ${nearest}?` : '.'}`
    })
}
