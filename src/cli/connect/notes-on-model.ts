import { nearestIdentifiers } from '../../bedrock/nearest-identifiers.ts'
import { resolveModel } from '../../bedrock/resolve-model.ts'
import type { Choice } from './choose-model.ts'

/** What is to be said of a model that a person named for an agent: that nobody knows it, with the nearest, or that it is refused. */
export function notesOnModel(identifier: string, { catalog, policy }: Choice): string[] {
  const resolution = resolveModel(identifier, { catalog, policy, takesProfile: true })
  if (!('resolved' in resolution)) return [resolution.why]
  if (resolution.reason !== 'unknown-model') return []
  const nearest = nearestIdentifiers(identifier, catalog).join(', ')
  return [`${identifier} is no model that ${catalog.region} is known to reach.${nearest && ` Near: ${nearest}.`}`]
}
