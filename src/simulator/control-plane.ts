import type { ApplicationProfile, Catalog, FoundationModel, InferenceProfile } from '../bedrock/catalog.ts'
import { parseModelIdentifier } from '../bedrock/model-identifier.ts'
import { type Answer, jsonAnswer } from './answer.ts'
import { foundationModelArn, regionlessModelArn, resourceArn } from './arns.ts'
import type { Call } from './call.ts'
import { Refusal } from './refusals.ts'

const DEFAULT_PAGE_SIZE = 100
const MAX_PAGE_SIZE = 1000

/**
 * ListInferenceProfiles: the system-defined profiles callable from the Region and those that the account has made there,
 * or one of the two kinds, in pages.
 * @throws Refusal for a `type`, a `maxResults` or a `nextToken` that is none
 */
export function listInferenceProfiles({ catalog, query, maxPageSize = MAX_PAGE_SIZE }: Call): Answer {
  const all = summariesOfType(query.get('type'), catalog)
  const asked = wholeNumber(query.get('maxResults') ?? String(DEFAULT_PAGE_SIZE), 'maxResults', 1, MAX_PAGE_SIZE)
  const start = wholeNumber(query.get('nextToken') ?? '0', 'nextToken', 0, all.length)
  const end = start + Math.min(asked, maxPageSize)
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
  const summary = summariesOfType(null, catalog).find(
    (profile) => profile.inferenceProfileId === id || profile.inferenceProfileArn === identifier,
  )
  if (!summary) throw new Refusal('no-such-profile', identifier)
  return jsonAnswer(summary)
}

/**
 * ListTagsForResource: the tags of an application profile.
 * @throws Refusal for an ARN of anything else
 */
export function listTagsForResource({ catalog, body }: Call): Answer {
  const profile = catalog.applicationProfiles.find(({ arn }) => arn === body.resourceARN)
  if (!profile) throw new Refusal('no-such-resource', String(body.resourceARN))
  return jsonAnswer({ tags: Object.entries(profile.tags).map(([key, value]) => ({ key, value })) })
}

function summariesOfType(type: string | null, catalog: Catalog) {
  if (type === 'SYSTEM_DEFINED') return systemSummaries(catalog)
  if (type === 'APPLICATION') return applicationSummaries(catalog)
  if (type !== null) throw new Refusal('invalid-parameter', 'type')
  return [...systemSummaries(catalog), ...applicationSummaries(catalog)]
}

function wholeNumber(text: string, name: string, min: number, max: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < min || value > max) throw new Refusal('invalid-parameter', name)
  return value
}

function systemSummaries(catalog: Catalog) {
  return [...catalog.models.values()].flatMap((model) =>
    model.profiles.map((profile) => systemSummary(model, profile, catalog.region)),
  )
}

function systemSummary(model: FoundationModel, profile: InferenceProfile, region: string) {
  return {
    inferenceProfileId: profile.id,
    inferenceProfileArn: resourceArn(region, `inference-profile/${profile.id}`),
    inferenceProfileName: `${profile.geography.toUpperCase()} ${model.name}`,
    description: `Routes requests to ${model.name} in ${profile.destinationRegions.join(', ')}.`,
    type: 'SYSTEM_DEFINED',
    ...commonFields(model.modelId, profile, region),
  }
}

/** AWS names an application profile by what stands behind the last slash of its ARN. */
function applicationSummaries({ applicationProfiles, region }: Catalog) {
  return applicationProfiles.map((profile) => ({
    inferenceProfileId: profile.arn.slice(profile.arn.lastIndexOf('/') + 1),
    inferenceProfileArn: profile.arn,
    inferenceProfileName: profile.name,
    type: 'APPLICATION',
    ...commonFields(profile.modelId, profile, region),
  }))
}

type Reach = Pick<InferenceProfile | ApplicationProfile, 'destinationRegions' | 'reachesAnywhere'>

function commonFields(modelId: string, reach: Reach, region: string) {
  return {
    status: 'ACTIVE',
    models: modelArns(modelId, reach, region).map((modelArn) => ({ modelArn })),
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
  }
}

/** A global profile does not list its destinations: it names the source Region and, with an empty Region, all others. */
function modelArns(modelId: string, { destinationRegions, reachesAnywhere }: Reach, region: string): string[] {
  return reachesAnywhere
    ? [foundationModelArn(region, modelId), regionlessModelArn(modelId)]
    : destinationRegions.map((destination) => foundationModelArn(destination, modelId))
}
