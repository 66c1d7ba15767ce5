import { type Catalog, type FoundationModel, isReachable } from './catalog.ts'
import { looksLikeGeography } from './geographies.ts'
import { fitOf, takeApart } from './model-version.ts'
import { type ModelsByStem, modelsByStem } from './models-by-stem.ts'

/** How a name means its model: as its foundation model ID, as that with a prefix, or only nearly, see `findModel`. */
export type Naming = 'model-id' | 'profile-id' | InexactNaming

type InexactNaming = keyof ModelsByStem

/** The model that a name means. */
export type FoundModel =
  | {
      readonly kind: 'found'
      readonly model: FoundationModel
      /**
       * The name in the catalog's spelling: the model's ID behind the prefix that the name has. With a prefix it is what
       * the client asked for, not an ID that exists.
       */
      readonly id: string
      readonly naming: Naming
    }
  /** Several models fit equally well; their foundation model IDs, sorted. */
  | { readonly kind: 'ambiguous'; readonly modelIds: readonly string[] }
  | { readonly kind: 'unknown' }

/**
 * Finds the model behind any of the names that clients have for it: its foundation model ID, a profile ID of whatever
 * geography, real or not, either with a wrong or missing date, `-v1` or `:0`, and the vendor's own name. An exact name wins
 * over an inexact one, and among equally inexact ones a model that the Region can reach. Letter case and white space are
 * not guessed at.
 */
export function findModel(name: string, catalog: Catalog): FoundModel {
  const readings = readingsOf(name)
  return findExactly(readings, catalog) ?? findNearly(readings, catalog)
}

/** A name cut in two: prefixes with their dots, or none, and the model. */
type Reading = { readonly prefix: string; readonly modelName: string }

/** A name can have no prefix, one, or two: agents put one before an ID that has one, such as `apac.jp.` or `us.us.`. */
function readingsOf(name: string): Reading[] {
  const [, first = '', second = ''] = UP_TO_TWO_PREFIXES.exec(name) ?? []
  return ['', first, first + second]
    .filter((prefix, i, all) => all.indexOf(prefix) === i)
    .map((prefix) => ({ prefix, modelName: name.slice(prefix.length) }))
}

const UP_TO_TWO_PREFIXES = /^([a-z0-9-]+\.)?([a-z0-9-]+\.)?/

function findExactly(readings: readonly Reading[], { models }: Catalog): FoundModel | undefined {
  for (const { prefix, modelName } of readings) {
    const model = models.get(modelName)
    if (model) return foundOf(model, prefix, prefix === '' ? 'model-id' : 'profile-id')
  }
  return undefined
}

function foundOf(model: FoundationModel, prefix: string, naming: Naming): FoundModel {
  return { kind: 'found', model, id: prefix + model.modelId, naming }
}

/** A vendor's own name stands alone or behind geographies: behind anything else it is a model of another vendor. */
function findNearly(readings: readonly Reading[], catalog: Catalog): FoundModel {
  const ofVendors = readings.filter(({ prefix }) => prefix.split('.').slice(0, -1).every(looksLikeGeography))
  return (
    findFitting(readings, catalog, 'inexact-version') ??
    findFitting(ofVendors, catalog, 'vendor-name') ?? { kind: 'unknown' }
  )
}

function findFitting(readings: readonly Reading[], catalog: Catalog, naming: InexactNaming): FoundModel | undefined {
  for (const { prefix, modelName } of readings) {
    const [model, ...others] = fittingBest(modelName, catalog, naming)
    if (model && others.length === 0) return foundOf(model, prefix, naming)
    if (model) return { kind: 'ambiguous', modelIds: [model, ...others].map(({ modelId }) => modelId).sort() }
  }
  return undefined
}

function fittingBest(modelName: string, catalog: Catalog, naming: InexactNaming): FoundationModel[] {
  const written = takeApart(modelName)
  const alike = modelsByStem(catalog)[naming].get(written.stem) ?? []
  const fitting = alike.flatMap(({ model, name }) => {
    const fit = fitOf(written, name)
    return fit === undefined ? [] : [{ model, fit }]
  })
  const bestFit = Math.max(...fitting.map(({ fit }) => fit))
  const best = fitting.filter(({ fit }) => fit === bestFit).map(({ model }) => model)
  const reachable = best.filter(isReachable)
  return reachable.length > 0 ? reachable : best
}
