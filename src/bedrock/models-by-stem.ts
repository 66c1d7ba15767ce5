import type { Catalog, FoundationModel } from './catalog.ts'
import { takeApart, type VersionedId } from './model-version.ts'

/** A model, and one of its names taken apart. */
export type VersionedModel = { readonly model: FoundationModel; readonly name: VersionedId }

/** The models of a catalog by what names them without date and version: in their IDs, and in the vendor's own names. */
export type ModelsByStem = Readonly<Record<'inexact-version' | 'vendor-name', Stems>>

type Stems = ReadonlyMap<string, readonly VersionedModel[]>

const known = new WeakMap<Catalog['models'], ModelsByStem>()

/** Taken apart once for each catalog: a name that nobody knows must not cost a look at every model. */
export function modelsByStem({ models }: Catalog): ModelsByStem {
  const kept = known.get(models)
  if (kept) return kept
  const stems = {
    'inexact-version': stemsOf(models, (modelId) => modelId),
    'vendor-name': stemsOf(models, vendorNameOf),
  }
  known.set(models, stems)
  return stems
}

/** The vendor's own name for a model, which is its ID without the vendor. */
export function vendorNameOf(modelId: string): string {
  return modelId.slice(modelId.indexOf('.') + 1)
}

function stemsOf(models: Catalog['models'], nameOf: (modelId: string) => string): Stems {
  const stems = new Map<string, VersionedModel[]>()
  for (const model of models.values()) {
    for (const written of spellingsOf(nameOf(model.modelId))) {
      const name = takeApart(written)
      const alike = stems.get(name.stem)
      if (alike) alike.push({ model, name })
      else stems.set(name.stem, [{ model, name }])
    }
  }
  return stems
}

/** Clients that turn every dot of a version into a dash do so as well where AWS has a dot. */
function spellingsOf(name: string): Set<string> {
  return new Set([name, name.replace(DOT_IN_VERSION, '-')])
}

/** As in `claude-sonnet-4.6` and `deepseek.v3.2`. */
export const DOT_IN_VERSION = /(?<=\d)\.(?=\d)/g
