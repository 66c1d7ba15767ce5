import { randomUUID } from 'node:crypto'
import type { Catalog } from '../bedrock/catalog.ts'
import { dialectOfPath } from '../bedrock/path-grammar.ts'
import { type Answer, jsonAnswer } from './answer.ts'
import { type Access, authenticate } from './authenticate.ts'
import type { MatchedRoute } from './match-route.ts'
import { modelBehind } from './model-behind.ts'
import { type Metering, meter } from './quotas/meter.ts'
import { Refusal } from './refusals.ts'
import type { RequestDraft } from './simulated-request.ts'
import type { Refusing } from './strictness/check-request.ts'
import type { CountedUnder } from './strictness/judge-on-route.ts'
import type { Manners } from './strictness/manners.ts'

/** What the simulator judges requests against. */
export type SimulatedWorld = Access &
  Metering & {
    /** What exists, as seen from a Region; undefined for one that is not simulated. */
    readonly catalogOf: (region: string) => Catalog | undefined
    /** The most that a page of a listing holds, whatever was asked for. */
    readonly maxPageSize?: number
    readonly unknownRoutes?: UnknownRoutes
    /** Milliseconds since 1970. */
    readonly now: () => number
    /** How strict it is: as AWS, or lenient. */
    readonly manners: Manners
    /** What is refused beyond the tables of what Bedrock takes. */
    readonly refusing?: Refusing
    /** The form of identifier that CountTokens wants; foundation model IDs unless told. */
    readonly countedUnder?: CountedUnder
  }

/** Operations whose routes an endpoint does not know, and the status with which it says so: AWS's framework has two ways. */
export type UnknownRoutes = { readonly operations: readonly string[]; readonly status: 200 | 404 }

/**
 * Answers a request as Bedrock would: the route, the signature, the model, then the operation. Never rejects; fills
 * the record as it learns.
 */
export async function answerRequest(
  matched: MatchedRoute | undefined,
  record: RequestDraft,
  readBody: () => Promise<Buffer>,
  world: SimulatedWorld,
): Promise<Answer> {
  try {
    return withRequestId(await perform(matched, record, readBody, world))
  } catch (error) {
    return withRequestId(world.manners.refuse(error, dialectOfPath(record.path)))
  }
}

async function perform(
  matched: MatchedRoute | undefined,
  record: RequestDraft,
  readBody: () => Promise<Buffer>,
  world: SimulatedWorld,
): Promise<Answer> {
  if (!matched) throw new Refusal('unknown-operation', `${record.method} ${record.path}`)
  const { route, labels, query } = matched
  record.operation = route.name
  if (world.unknownRoutes?.operations.includes(route.name)) return unknownRoute(record, world.unknownRoutes)
  if (!route.answer) throw new Refusal('http2-required', route.name)
  record.body = await readBody()
  const { signature, region, session } = authenticate({ ...record, target: record.path }, world, new Date(world.now()))
  record.signature = signature
  if (session) record.session = session
  const catalog = catalogIn(region, world)
  const parsed = parseObject(record.body)
  const body = parsed ?? {}
  const model = admitModel(matched, body, record, catalog, world) ?? ''
  const modelId = modelBehind(model, catalog)
  const { name: operation } = route
  world.manners.checkRequest({ operation, headers: record.headers, body: parsed, modelId }, world.refusing)
  const unmetered = { route, catalog, labels, query, body, model, modelId, bodyBytes: record.body.length }
  const { call, settle } = meter(unmetered, world)
  return { ...route.answer({ ...call, maxPageSize: world.maxPageSize }), ...(settle && { settle }) }
}

/** @throws Refusal for a Region that is not simulated */
export function catalogIn(region: string, { catalogOf }: SimulatedWorld): Catalog {
  const catalog = catalogOf(region)
  if (!catalog) throw new Refusal('unknown-client')
  return catalog
}

/** The odd form with a status of 200 stands in AWS's answers as it stands here. */
function unknownRoute({ method, path }: RequestDraft, { status }: UnknownRoutes): Answer {
  if (status === 404) throw new Refusal('unknown-operation', `${method} ${path}`)
  return jsonAnswer({ Output: { __type: 'com.amazon.coral.service#UnknownOperationException' }, Version: '1.0' })
}

/** Operations whose model is in the path take bodies of any kind; undefined for what is no JSON object. */
function parseObject(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** The model that a request names, where Bedrock would let it run. @throws Refusal */
export function admitModel(
  matched: MatchedRoute,
  body: Record<string, unknown>,
  record: RequestDraft,
  catalog: Catalog,
  { manners, countedUnder }: Pick<SimulatedWorld, 'manners' | 'countedUnder'>,
): string | undefined {
  const model = locateModel(matched, body)
  if (model === undefined) return undefined
  record.modelId = model
  manners.judgeModel(model, matched.route, catalog, countedUnder)
  return model
}

/** @throws Refusal where the body should name a model and does not */
function locateModel({ route, labels }: MatchedRoute, body: Record<string, unknown>): string | undefined {
  if (route.model.in === 'nowhere') return undefined
  const model = route.model.in === 'path' ? labels.modelId : body[route.model.key]
  if (typeof model !== 'string' || model === '') throw new Refusal('malformed-body')
  return model
}

/** The answer with a request ID, unless it has one. */
export function withRequestId(answer: Answer): Answer {
  return { ...answer, headers: { 'x-amzn-requestid': randomUUID(), ...answer.headers } }
}
