import { type Catalog, type FoundationModel, modelOfProfileId } from './catalog.ts'
import { idWithin, problemWithIdentifier, withoutMarker } from './model-identifier.ts'
import { obeyModelRules } from './model-rules.ts'
import { plainNames } from './plain-names.ts'
import { refusalOf } from './policy.ts'
import { invalid, type Resolution, type ResolutionContext, refused, resolutionOf } from './resolution.ts'
import { journeyWithoutProfiles } from './resolve-untouched.ts'

/**
 * Decides which ID goes to bedrock-mantle, which has IDs of its own and no profiles: a profile ID that the catalog knows
 * becomes its foundation model ID, everything else goes as it is. Never adds a prefix, and never guesses at a name.
 * The rules for models and accounts hold for what is sent.
 */
export function resolveForMantle(
  requested: string,
  { catalog, policy }: Pick<ResolutionContext, 'catalog' | 'policy'>,
): Resolution {
  const readings = plainNames(requested)
  const mapped = policy.models.get(readings.find((name) => policy.models.has(name)) ?? '')
  const known = readings.find((name) => modelNamed(idOrName(name), catalog))
  const id = idOrName(mapped ?? known ?? withoutMarker(requested))
  const problem = problemWithIdentifier(id)
  if (problem) return invalid(requested, problem)
  const model = modelNamed(id, catalog)
  const resolved = model?.modelId ?? id
  const journey = journeyWithoutProfiles(resolved, catalog)
  const { destinationRegions } = journey
  const refusal = refusalOf(journey, policy)
  if (refusal) {
    const candidates = [{ id: resolved, accepted: false, why: refusal.why }]
    return refused(requested, candidates, candidates)
  }
  const isConfigured = mapped !== undefined
  const resolution = resolutionOf({
    requested,
    resolved,
    reason: 'mantle',
    modelId: model?.modelId,
    destinationRegions,
    isConfigured,
  })
  return obeyModelRules(resolution, policy)
}

function modelNamed(id: string, catalog: Catalog): FoundationModel | undefined {
  return modelOfProfileId(catalog, id) ?? catalog.models.get(id)
}

/** The ARN of anything but a model or a profile means nothing to the mantle, which says so itself. */
function idOrName(identifier: string): string {
  return idWithin(identifier) ?? identifier
}
