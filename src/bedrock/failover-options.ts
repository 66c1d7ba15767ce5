import { accountRefusal } from './model-rules.ts'
import { partitionOf } from './partition.ts'
import { refusalOf } from './policy.ts'
import type { ResolutionContext } from './resolution.ts'
import { taggedProfiles } from './resolve-model.ts'
import { allows, type Scope } from './routing.ts'
import { type Option, weighOptions } from './weigh-options.ts'

/** The options of one Region in the order in which a throttled request tries them: those with the larger quotas first. */
export function inFailoverOrder(options: readonly Option[]): Option[] {
  return options.toSorted((a, b) => rankOf(a) - rankOf(b))
}

function rankOf({ isApplicationProfile, scope }: Option): number {
  return isApplicationProfile ? -1 : SCOPES.indexOf(scope)
}

const SCOPES: readonly Scope[] = ['geographic', 'global', 'in-region']

/** What is asked about another Region: what the addressed Region and the policy say, and what the other Region lists. */
export type Elsewhere = { readonly addressed: ResolutionContext; readonly there: ResolutionContext['catalog'] }

/**
 * Under which IDs a model may be called in another Region than the one that the client addressed, best first: only those whose
 * destination Regions, and the other Region itself, are all allowed for the addressed one. What it cannot know it leaves out.
 */
export function optionsElsewhere(modelId: string, { addressed, there }: Elsewhere): Option[] {
  if (partitionOf(there.region) !== partitionOf(addressed.catalog.region)) return []
  const reach = reachOf(modelId, addressed)
  const mayLeadTo = (region: string) => reach === 'anywhere' || reach.has(region)
  return inFailoverOrder(optionsUnder(modelId, { ...addressed, catalog: there })).filter((option) => {
    const { destinationRegions, reachesAnywhere } = option
    const regions = [...destinationRegions, there.region]
    if (refusalOf({ scope: undefined, destinationRegions: regions, reachesAnywhere }, addressed.policy)) return false
    if (reachesAnywhere) return reach === 'anywhere'
    return destinationRegions.length > 0 && regions.every(mayLeadTo)
  })
}

/** The Regions in which the policy lets a request of this Region be processed, whichever of the model's IDs it goes under. */
function reachOf(modelId: string, context: ResolutionContext): 'anywhere' | ReadonlySet<string> {
  const { catalog, policy } = context
  if (allows(policy.routing, 'global')) return 'anywhere'
  const options = optionsUnder(modelId, context)
  return new Set([catalog.region, ...options.flatMap(({ destinationRegions }) => destinationRegions)])
}

/** What the policy allows, as it judges any option of that Region. */
function optionsUnder(modelId: string, context: ResolutionContext): Option[] {
  const model = context.catalog.models.get(modelId)
  if (!model) return []
  const [tagged, ...alsoTagged] = taggedProfiles(model, context)
  const application = alsoTagged.length === 0 ? tagged : undefined
  const { chosen, others } = weighOptions(modelId, model, application, context)
  const allowed = chosen ? [chosen, ...others] : []
  return allowed.filter(({ id }) => accountRefusal(id, context.policy) === undefined)
}
