import { type Catalog, type FoundationModel, type InferenceProfile, isReachable } from '../bedrock/catalog.ts'
import { parseModelIdentifier } from '../bedrock/model-identifier.ts'
import { type Answer, jsonAnswer } from './answer.ts'
import { foundationModelArn, regionlessModelArn, resourceArn } from './arns.ts'
import type { Call } from './call.ts'
import { Refusal } from './refusals.ts'

const DEFAULT_PAGE_SIZE = 100
const MAX_PAGE_SIZE = 1000

/**
 * ListInferenceProfiles: the system-defined profiles callable from the Region, in pages; the simulated account has no
 * application profiles.
 * @throws Refusal for a `maxResults` or a `nextToken` that is none
 */
export function listInferenceProfiles({ catalog, query }: Call): Answer {
  const all = query.get('type') === 'APPLICATION' ? [] : profileSummaries(catalog)
  const size = wholeNumber(query.get('maxResults') ?? String(DEFAULT_PAGE_SIZE), 'maxResults', 1, MAX_PAGE_SIZE)
  const start = wholeNumber(query.get('nextToken') ?? '0', 'nextToken', 0, all.length)
  const end = start + size
  return jsonAnswer({
    inferenceProfileSummaries: all.slice(start, end),
    ...(end < all.length && { nextToken: String(end) }),
  })
}

/**
 * GetInferenceProfile: one profile, by its ID or its ARN.
 * @throws Refusal for one that the Region cannot call
 */
export function getInferenceProfile({ catalog, labels }: Call): Answer {
  const identifier = labels.inferenceProfileIdentifier ?? ''
  const parsed = parseModelIdentifier(identifier)
  const id = parsed.form === 'inference-profile-arn' ? parsed.profileId : identifier
  const summary = profileSummaries(catalog).find((profile) => profile.inferenceProfileId === id)
  if (!summary) throw new Refusal('no-such-profile', identifier)
  return jsonAnswer(summary)
}

/** ListFoundationModels: the models that the Region can reach, in one page. */
export function listFoundationModels({ catalog }: Call): Answer {
  const reachable = [...catalog.models.values()].filter(isReachable)
  return jsonAnswer({ modelSummaries: reachable.map((model) => modelSummary(model, catalog.region)) })
}

function wholeNumber(text: string, name: string, min: number, max: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < min || value > max) throw new Refusal('invalid-page', name)
  return value
}

function profileSummaries(catalog: Catalog) {
  return [...catalog.models.values()].flatMap((model) =>
    model.profiles.map((profile) => profileSummary(model, profile, catalog.region)),
  )
}

function profileSummary(model: FoundationModel, profile: InferenceProfile, region: string) {
  return {
    inferenceProfileId: profile.id,
    inferenceProfileArn: resourceArn(region, `inference-profile/${profile.id}`),
    inferenceProfileName: `${profile.geography.toUpperCase()} ${model.name}`,
    description: `Routes requests to ${model.name} in ${profile.destinationRegions.join(', ')}.`,
    type: 'SYSTEM_DEFINED',
    status: 'ACTIVE',
    models: modelArns(model, profile, region).map((modelArn) => ({ modelArn })),
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
  }
}

/** A global profile does not list its destinations: it names the source Region and, with an empty Region, all others. */
function modelArns({ modelId }: FoundationModel, profile: InferenceProfile, region: string): string[] {
  return profile.geography === 'global'
    ? [foundationModelArn(region, modelId), regionlessModelArn(modelId)]
    : profile.destinationRegions.map((destination) => foundationModelArn(destination, modelId))
}

function modelSummary({ modelId, name, onDemand, profiles, endOfLife }: FoundationModel, region: string) {
  return {
    modelId,
    modelArn: foundationModelArn(region, modelId),
    modelName: name,
    providerName: modelId.split('.')[0],
    inputModalities: ['TEXT'],
    outputModalities: ['TEXT'],
    responseStreamingSupported: true,
    inferenceTypesSupported: [
      ...(onDemand ? ['ON_DEMAND'] : []),
      ...(profiles.length > 0 ? ['INFERENCE_PROFILE'] : []),
    ],
    modelLifecycle: endOfLife ? { status: 'LEGACY', endOfLifeTime: `${endOfLife}T00:00:00Z` } : { status: 'ACTIVE' },
  }
}
