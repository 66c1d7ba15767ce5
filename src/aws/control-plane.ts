import { type Dispatcher, request } from 'undici'
import { z } from 'zod'
import { type Query, requestTarget } from '../http/query-string.ts'
import type { Authenticate } from './authenticate.ts'

const PROFILE_PAGE = z.object({
  inferenceProfileSummaries: z.array(
    z.object({
      inferenceProfileId: z.string(),
      status: z.string(),
      models: z.array(z.object({ modelArn: z.string() })),
    }),
  ),
  nextToken: z.string().nullish(),
})

const FOUNDATION_MODELS = z.object({
  modelSummaries: z.array(
    z.object({
      modelId: z.string(),
      modelName: z.string().optional(),
      inferenceTypesSupported: z.array(z.string()).optional(),
    }),
  ),
})

/** What a listing says of a profile, as far as it is used here. */
export type ProfileSummary = z.infer<typeof PROFILE_PAGE>['inferenceProfileSummaries'][number]

/** What a listing says of a foundation model, as far as it is used here. */
export type ModelSummary = z.infer<typeof FOUNDATION_MODELS>['modelSummaries'][number]

/** The two listings of the Bedrock control plane that say what is callable from a Region. */
export type ControlPlane = {
  /** ListInferenceProfiles, every page, system-defined ones only. */
  listInferenceProfiles(): Promise<ProfileSummary[]>
  /** ListFoundationModels, which has no pages. */
  listFoundationModels(): Promise<ModelSummary[]>
}

/** The control plane refused, or answered what its API does not allow. */
export class ControlPlaneError extends Error {
  override readonly name = 'ControlPlaneError'
}

/** Over what, and as whom, the control plane is called. */
export type ControlPlaneConnection = {
  readonly endpoint: URL
  readonly pool: Dispatcher
  readonly authenticate: Authenticate
  /** For one page of a listing, from the connection to the last byte. */
  readonly timeoutMs: number
}

/** SHA-256 of no bytes. */
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
/** The largest page that the API gives; only what AWS itself defined, whatever an account has made beside it. */
const FIRST_PAGE: Query = [
  ['maxResults', '1000'],
  ['type', 'SYSTEM_DEFINED'],
]
/** Far more pages than there are profiles: a listing that never ends is a fault. */
const MAX_PAGES = 50

/** Calls the control plane. Its methods reject with ControlPlaneError, a ProxyError, or what the network says. */
export function createControlPlane(connection: ControlPlaneConnection): ControlPlane {
  return {
    async listInferenceProfiles() {
      const profiles: ProfileSummary[] = []
      let nextToken: string | null | undefined
      for (let page = 0; page < MAX_PAGES; page++) {
        const query: Query = nextToken ? [...FIRST_PAGE, ['nextToken', nextToken]] : FIRST_PAGE
        const answer = await get(connection, '/inference-profiles', query, PROFILE_PAGE)
        profiles.push(...answer.inferenceProfileSummaries)
        nextToken = answer.nextToken
        if (!nextToken) return profiles
      }
      throw new ControlPlaneError(`ListInferenceProfiles did not end after ${MAX_PAGES} pages.`)
    },
    async listFoundationModels() {
      return (await get(connection, '/foundation-models', [], FOUNDATION_MODELS)).modelSummaries
    },
  }
}

async function get<Answer>(
  connection: ControlPlaneConnection,
  path: string,
  query: Query,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const { statusCode, headers, body } = await send(connection, path, query)
  if (statusCode === 200) return parseAnswer(path, await body.text(), schema)
  await body.dump()
  const [exception] = String(headers['x-amzn-errortype'] ?? 'no error type').split(':')
  throw new ControlPlaneError(`The control plane answered ${path} with ${statusCode} ${exception}.`)
}

async function send(connection: ControlPlaneConnection, path: string, query: Query): Promise<Dispatcher.ResponseData> {
  const { endpoint, pool, authenticate, timeoutMs } = connection
  const host = endpoint.host
  const headers = await authenticate({ method: 'GET', host, path, query, headers: {}, sha256: EMPTY_SHA256 })
  const target = requestTarget(path, query)
  return request(`${endpoint.origin}${target}`, {
    dispatcher: pool,
    headers: { host, accept: 'application/json', ...headers },
    signal: AbortSignal.timeout(timeoutMs),
  })
}

/** The parsers' own messages quote the answer; they stay behind, in the cause. */
function parseAnswer<Answer>(path: string, text: string, schema: z.ZodType<Answer>): Answer {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new ControlPlaneError(`The control plane answered ${path} with something else than its listing.`, { cause })
  }
}
