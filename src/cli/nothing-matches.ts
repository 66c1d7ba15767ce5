import { type Catalog, type FoundationModel, isReachable } from '../bedrock/catalog.ts'
import { isWanted, type ModelFilter } from '../bedrock/list-models.ts'
import { nearestNames } from '../bedrock/nearest-names.ts'

const MOST = 3

/** Says that no model was found, and what somebody may have meant: a Region further, a word, a provider. */
export function nothingMatches(filter: ModelFilter, catalogs: readonly Catalog[]): string[] {
  const models = catalogs.flatMap((catalog) => [...catalog.models.values()])
  const place = catalogs.length === 1 ? catalogs[0]?.region : 'any Region'
  if (filter.text === '' && filter.provider === undefined) {
    return [`No model is known that ${place} reaches. Check the Region; --all-regions tells what the others reach.`]
  }
  const unreachable = models.filter((model) => !isReachable(model) && isWanted(model, filter))
  const [first] = unreachable
  if (first) return [`No model that ${place} reaches matches. ${first.modelId} does, but ${whyNot(first)}.`]
  return [`No model that ${place} reaches ${description(filter)}.`, ...advice(filter, models.filter(isReachable))]
}

function whyNot({ hasEnded }: FoundationModel): string {
  return hasEnded ? 'has reached the end of its life' : 'only elsewhere; --all-regions tells where'
}

function description({ text, provider }: ModelFilter): string {
  const parts = [
    ...(provider === undefined ? [] : [`is of the provider "${provider}"`]),
    ...(text === '' ? [] : [`has "${text}" in its ID or name`]),
  ]
  return parts.join(' and ')
}

function advice({ text, provider }: ModelFilter, models: readonly FoundationModel[]): string[] {
  const providers = [...new Set(models.map(({ modelId }) => modelId.split('.')[0] ?? ''))].sort()
  if (provider !== undefined && !providers.includes(provider.toLowerCase())) {
    const near = nearestNames(provider.toLowerCase(), providers, MOST)
    return [near.length > 0 ? `Near: ${near.join(', ')}.` : `The providers are ${providers.join(', ')}.`]
  }
  const near = nearestNames(text.toLowerCase(), wordsOf(models), MOST)
  return near.length > 0 ? [`Near: ${near.join(', ')}.`] : []
}

/** What people call models by: the words of their IDs and names, and both as a whole. */
function wordsOf(models: readonly FoundationModel[]): string[] {
  const words = models.flatMap(({ modelId, name }) => [
    ...`${modelId} ${name}`.toLowerCase().split(/[^a-z]+/),
    ...[modelId, modelId.slice(modelId.indexOf('.') + 1), name].map((one) => one.toLowerCase()),
  ])
  return [...new Set(words)].filter((word) => word.length > 2)
}
