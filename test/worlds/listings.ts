import type { Catalog, FoundationModel } from '../../src/bedrock/catalog.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { applicationProfile } from '../fixtures/application-profile.ts'
import type { Chance } from './chance.ts'

/** The models that worlds have; the others of the snapshot would only cost time. */
const MODELS = [
  'anthropic.claude-sonnet-4-6',
  'anthropic.claude-haiku-4-5-20251001-v1:0',
  'openai.gpt-oss-20b-1:0',
  'amazon.nova-lite-v1:0',
]

/** What clients ask for: models and profiles by their IDs and ARNs, names of the settings, and what there is not. */
export const NAMES: readonly string[] = [
  ...MODELS,
  ...MODELS,
  'claude-sonnet-4-6',
  'eu.anthropic.claude-sonnet-4-6',
  'global.anthropic.claude-sonnet-4-6',
  'us.anthropic.claude-haiku-4-5-20251001-v1:0',
  'arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-sonnet-4-6',
  'arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-6',
  'nobody.knows-this-v1:0',
  'fast',
]

/** Names of models that nothing else is wrong with. */
export const FEW_NAMES: readonly string[] = MODELS.slice(0, 2)

/** Names of the settings. */
export const OWN_NAMES: ReadonlyMap<string, string> = new Map([['fast', 'anthropic.claude-haiku-4-5-20251001-v1:0']])

/** The Regions of every world, the configured one first. */
export const REGIONS: readonly string[] = ['eu-central-1', 'us-east-1']

/** What AWS lists in the beginning, by Region. */
export const FIRST_LISTINGS: ReadonlyMap<string, Catalog> = new Map(
  REGIONS.map((region) => {
    const { models, ...catalog } = catalogFromSnapshot(loadSnapshot(), region)
    const few = MODELS.flatMap((id): [string, FoundationModel][] => {
      const model = models.get(id)
      return model ? [[id, model]] : []
    })
    const applicationProfiles = region === 'eu-central-1' ? [applicationProfile({ tags: { team: 'search' } })] : []
    return [region, { ...catalog, models: new Map(few), applicationProfiles }]
  }),
)

/** AWS changes what it lists: a profile goes, a model is no longer on demand, one ends, or all is as it was. */
export function changeListing(chance: Chance, catalog: Catalog): Catalog {
  const first = FIRST_LISTINGS.get(catalog.region) as Catalog
  if (chance.percent(30)) return first
  const model = chance.pick([...catalog.models.values()])
  const gone = chance.fraction()
  const changed = chance.pick<FoundationModel>([
    { ...model, profiles: model.profiles.filter((_, i) => i !== Math.floor(gone * model.profiles.length)) },
    { ...model, onDemand: !model.onDemand },
    { ...model, profiles: [] },
    { ...model, hasEnded: true },
  ])
  return { ...catalog, models: new Map(catalog.models).set(model.modelId, changed) }
}
