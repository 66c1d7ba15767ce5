import * as z from 'zod'
import type { Query } from '../http/query-string.ts'
import { type ControlPlaneConnection, callControlPlane } from './call-control-plane.ts'
import { ControlPlaneError } from './control-plane-error.ts'

/** A list that may have so many elements. Of a longer one none is looked at: each would take memory for what is wrong with it. */
function listOf<Element extends z.ZodType>(element: Element, most: number) {
  const list = z.array(element)
  return z.custom<z.input<typeof list>>((value) => Array.isArray(value) && value.length <= most).pipe(list)
}

/** The largest page that the API gives; and far more than there are of everything else. */
const MAX_PROFILES = 1_000
const MAX_DESTINATIONS = 200
const MAX_MODELS = 5_000
const MAX_TAGS = 500

const PROFILE_PAGE = z.object({
  inferenceProfileSummaries: listOf(
    z.object({
      inferenceProfileId: z.string(),
      inferenceProfileArn: z.string().optional(),
      inferenceProfileName: z.string().optional(),
      status: z.string(),
      models: listOf(z.object({ modelArn: z.string() }), MAX_DESTINATIONS),
    }),
    MAX_PROFILES,
  ),
  nextToken: z.string().nullish(),
})

const FOUNDATION_MODELS = z.object({
  modelSummaries: listOf(
    z.object({
      modelId: z.string(),
      modelName: z.string().optional(),
      inferenceTypesSupported: listOf(z.string(), MAX_TAGS).optional(),
      modelLifecycle: z.object({ status: z.string(), endOfLifeTime: z.string().nullish() }).nullish(),
    }),
    MAX_MODELS,
  ),
})

const TAGS = z.object({ tags: listOf(z.object({ key: z.string(), value: z.string() }), MAX_TAGS).optional() })

/** AWS's own profiles, or those that the account has made. */
export type ProfileType = 'SYSTEM_DEFINED' | 'APPLICATION'

/** What a listing says of a profile, as far as it is used here. */
export type ProfileSummary = z.infer<typeof PROFILE_PAGE>['inferenceProfileSummaries'][number]

/** What a listing says of a foundation model, as far as it is used here; `endOfLifeTime` is ISO 8601. */
export type ModelSummary = z.infer<typeof FOUNDATION_MODELS>['modelSummaries'][number]

/** The operations of the Bedrock control plane that say what is callable from a Region. */
export type ControlPlane = {
  /** ListInferenceProfiles, every page of one type. */
  listInferenceProfiles(type: ProfileType): Promise<ProfileSummary[]>
  /** ListFoundationModels, which has no pages. */
  listFoundationModels(): Promise<ModelSummary[]>
  /** ListTagsForResource: the tags of an application profile, by its ARN. */
  listTagsForResource(arn: string): Promise<Record<string, string>>
}

const PAGE_SIZE = String(MAX_PROFILES)
/** Far more pages than there are profiles: a listing that never ends is a fault. */
const MAX_PAGES = 50

/** Calls the control plane. Its methods reject as `callControlPlane` does. */
export function createControlPlane(connection: ControlPlaneConnection): ControlPlane {
  const deadline = () => AbortSignal.timeout(connection.timeoutMs)
  return {
    listInferenceProfiles: (type) => listEveryPage(connection, type, deadline()),
    async listFoundationModels() {
      const call = { path: '/foundation-models', signal: deadline() }
      return (await callControlPlane(connection, call, FOUNDATION_MODELS)).modelSummaries
    },
    async listTagsForResource(resourceARN) {
      const call = { path: '/listTagsForResource', body: { resourceARN }, signal: deadline() }
      const { tags = [] } = await callControlPlane(connection, call, TAGS)
      return Object.fromEntries(tags.map(({ key, value }) => [key, value]))
    },
  }
}

async function listEveryPage(
  connection: ControlPlaneConnection,
  type: ProfileType,
  signal: AbortSignal,
): Promise<ProfileSummary[]> {
  const firstPage: Query = [
    ['maxResults', PAGE_SIZE],
    ['type', type],
  ]
  const profiles: ProfileSummary[] = []
  let nextToken: string | null | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const query: Query = nextToken ? [...firstPage, ['nextToken', nextToken]] : firstPage
    const answer = await callControlPlane(connection, { path: '/inference-profiles', query, signal }, PROFILE_PAGE)
    profiles.push(...answer.inferenceProfileSummaries)
    nextToken = answer.nextToken
    if (!nextToken) return profiles
  }
  throw new ControlPlaneError(`ListInferenceProfiles did not end after ${MAX_PAGES} pages.`, { code: 'endless' })
}
