import { type Catalog, type FoundationModel, isReachable } from './catalog.ts'
import { looksLikeGeography } from './geographies.ts'
import { fitOf, readingsOf, takeApart } from './model-version.ts'

/** How a name means its model: as its foundation model ID, as that with a prefix, or only nearly, see `findModel`. */
export type Naming = 'model-id' | 'profile-id' | 'inexact-version' | 'vendor-name'

/** The model that a name means. */
export type FoundModel =
  | { readonly kind: 'found'; readonly model: FoundationModel; readonly naming: Naming }
  /** Several models fit equally well; their foundation model IDs, sorted. */
  | { readonly kind: 'ambiguous'; readonly modelIds: readonly string[] }
  | { readonly kind: 'unknown' }

/**
 * Finds the model behind any of the names that clients have for it: its foundation model ID, a profile ID of whatever
 * geography, real or not, either with a wrong or missing date, `-v1` or `:0`, and the vendor's own name. An exact name wins
 * over an inexact one, and among inexact ones a model that the Region can reach over one that it cannot. Letter case and
 * white space are not guessed at.
 */
export function findModel(name: string, catalog: Catalog): FoundModel {
  return findExactly(name, catalog) ?? findNearly(withoutGeographies(name), catalog)
}

function findExactly(name: string, { models }: Catalog): FoundModel | undefined {
  const named = models.get(name)
  if (named) return { kind: 'found', model: named, naming: 'model-id' }
  const [model] = behindDots(name).flatMap((rest) => models.get(rest) ?? [])
  return model && { kind: 'found', model, naming: 'profile-id' }
}

/** What stands behind the prefixes; agents put up to two before an ID, such as `apac.jp.` or `us.us.`. */
function behindDots(name: string): string[] {
  const [, first, rest] = PREFIXED.exec(name) ?? []
  return [first, rest].filter((behind) => behind !== undefined)
}

const PREFIXED = /^[a-z0-9-]+\.((?:[a-z0-9-]+\.(.+))|.+)$/

function withoutGeographies(name: string): string {
  const [prefix = ''] = name.split('.', 1)
  return looksLikeGeography(prefix) ? withoutGeographies(name.slice(prefix.length + 1)) : name
}

function findNearly(name: string, catalog: Catalog): FoundModel {
  const withVendor = fittingBest(name, catalog, (modelId) => modelId)
  if (withVendor.length > 0) return oneOf(withVendor, 'inexact-version')
  return oneOf(fittingBest(name, catalog, withoutVendor), 'vendor-name')
}

function withoutVendor(modelId: string): string {
  return modelId.slice(modelId.indexOf('.') + 1)
}

/** The models whose IDs, as `nameOf` shortens them, fit the name best. */
function fittingBest(name: string, catalog: Catalog, nameOf: (modelId: string) => string): FoundationModel[] {
  const written = takeApart(name)
  const fitting = [...catalog.models.values()].flatMap((model) => {
    const fits = readingsOf(nameOf(model.modelId)).flatMap((listed) => fitOf(written, listed) ?? [])
    return fits.length > 0 ? [{ model, fit: Math.max(...fits) }] : []
  })
  const reachable = fitting.filter(({ model }) => isReachable(model))
  const eligible = reachable.length > 0 ? reachable : fitting
  const bestFit = Math.max(...eligible.map(({ fit }) => fit))
  return eligible.filter(({ fit }) => fit === bestFit).map(({ model }) => model)
}

function oneOf(models: readonly FoundationModel[], naming: Naming): FoundModel {
  const [model, ...others] = models
  if (!model) return { kind: 'unknown' }
  if (others.length === 0) return { kind: 'found', model, naming }
  return { kind: 'ambiguous', modelIds: models.map(({ modelId }) => modelId).sort() }
}
