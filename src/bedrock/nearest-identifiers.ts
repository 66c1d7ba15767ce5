import { type Catalog, type FoundationModel, isReachable } from './catalog.ts'
import { looksLikeGeography } from './geographies.ts'
import { withoutMarker } from './model-identifier.ts'
import { vendorNameOf } from './models-by-stem.ts'
import { nearestNames } from './nearest-names.ts'

/** A hint is for a person who reads an error. */
const MOST = 3
/** What may stand in a header. */
const PRINTABLE = /^[\x21-\x7e]+$/

/**
 * The models of the Region's catalog that an identifier which Bedrock refused could have been meant to be, nearest first,
 * each by the ID under which the Region prefers to call it. Geographies and letter case are not compared: the one is never
 * what is wrong with an identifier here, the other not much.
 */
export function nearestIdentifiers(identifier: string, { models }: Catalog): string[] {
  const name = modelNameIn(identifier)
  const nameOf = name.includes('.') ? (modelId: string) => modelId : vendorNameOf
  const callable = new Map<string, string>()
  for (const model of models.values()) {
    if (isReachable(model)) callable.set(nameOf(model.modelId), preferredId(model))
  }
  return nearestNames(name, [...callable.keys()], MOST)
    .map((near) => callable.get(near) ?? near)
    .filter((id) => PRINTABLE.test(id))
}

/** What an ID or ARN says of the model alone. */
function modelNameIn(identifier: string): string {
  const words = withoutMarker(identifier.slice(identifier.lastIndexOf('/') + 1))
    .toLowerCase()
    .split('.')
  return words.slice(words.findIndex((word) => !looksLikeGeography(word))).join('.')
}

function preferredId({ modelId, onDemand, profiles: [best] }: FoundationModel): string {
  return onDemand || !best ? modelId : best.id
}
