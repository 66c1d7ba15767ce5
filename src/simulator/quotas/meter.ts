import type { Catalog } from '../../bedrock/catalog.ts'
import { parseModelIdentifier } from '../../bedrock/model-identifier.ts'
import type { Call } from '../call.ts'
import { replyTokens } from '../call.ts'
import type { Route } from '../routes.ts'
import { countInputTokens } from '../token-counts.ts'
import { answerLimit } from './answer-limit.ts'
import type { PromptCaches } from './prompt-caches.ts'
import type { QuotaOwner, Quotas } from './quotas.ts'

/** What is counted; nothing of it unless told. */
export type Metering = {
  readonly quotas?: Quotas
  readonly promptCaches?: PromptCaches
  /** How many tokens a model claims to have said; as many as it did say unless told. */
  readonly outputTokens?: (body: Call['body']) => number
}

/** A request for a model that was let in, before its tokens are counted. */
export type Unmetered = Omit<Call, 'inputTokens' | 'cache' | 'outputTokens' | 'maxPageSize'> & {
  readonly route: Route
  readonly bodyBytes: number
  /** The foundation model behind the identifier, as far as that is known. */
  readonly modelId: string
}

/** The call with its tokens, and what is to be told when this share of its answer, from 0 to 1, has gone out. */
export type Metered = { readonly call: Call; readonly settle?: (share: number) => void }

/** Operations that make a model say something. */
const INVOCATIONS = /^(?:Mantle)?(?:InvokeModel|Converse|ChatCompletions|Responses|Messages)/

/**
 * Counts the tokens of a call, caches what is to be cached, and takes from the quotas.
 * @throws Refusal where they are used up
 */
export function meter(unmetered: Unmetered, { quotas, promptCaches, outputTokens }: Metering): Metered {
  const { route, bodyBytes, modelId, ...call } = unmetered
  const total = countInputTokens(bodyBytes)
  if (!INVOCATIONS.test(route.name)) return { call: { ...call, inputTokens: total } }
  const owner = ownerOf(unmetered)
  const lookup = promptCaches?.lookUp(Object.values(owner).join(' '), call.body)
  const cache = lookup?.use
  const { readTokens: cacheReadTokens = 0, writeTokens: cacheWriteTokens = 0 } = cache ?? {}
  const inputTokens = Math.max(0, total - cacheReadTokens - cacheWriteTokens)
  const said = outputTokens?.(call.body)
  const metered = { ...call, inputTokens, ...(cache && { cache }), ...(said !== undefined && { outputTokens: said }) }
  const maxTokens = answerLimit(call.body)
  const settle = quotas?.reserve({ owner, modelId, inputTokens, cacheReadTokens, cacheWriteTokens, maxTokens })
  lookup?.keep()
  if (!settle) return { call: metered }
  return { call: metered, settle: (share) => settle(Math.ceil(share * (said ?? replyTokens(metered).length))) }
}

/** An application profile draws on the quota of the profile, or the model on demand, that it was copied from. */
function ownerOf({ route, catalog, model }: Unmetered): QuotaOwner {
  const endpoint = route.plane === 'mantle' ? 'mantle' : 'runtime'
  return { endpoint, region: catalog.region, profile: sourceOf(model, catalog) }
}

function sourceOf(identifier: string, catalog: Catalog): string {
  const parsed = parseModelIdentifier(identifier)
  if (parsed.form === 'id') return identifier
  if (parsed.form === 'foundation-model-arn') return parsed.modelId
  if (parsed.form === 'inference-profile-arn') return parsed.profileId
  const application = catalog.applicationProfiles.find(({ arn }) => arn === identifier)
  const profiles = application ? (catalog.models.get(application.modelId)?.profiles ?? []) : []
  const copied = profiles.find(
    ({ reachesAnywhere, destinationRegions }) =>
      reachesAnywhere === application?.reachesAnywhere &&
      destinationRegions.join() === application.destinationRegions.join(),
  )
  return copied?.id ?? application?.modelId ?? identifier
}
