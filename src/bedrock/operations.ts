import type { Catalog } from './catalog.ts'
import { doorPaths } from './door-paths.ts'
import type { ErrorDialect } from './errors.ts'
import { MESSAGE_MEMBERS } from './message-members.ts'
import type { Policy } from './policy.ts'
import type { MetadataPlace } from './request-metadata.ts'

/** Where a request names its model: in the path label `{modelId}`, in a top-level string of its JSON body, or nowhere. */
export type ModelLocation =
  | { readonly in: 'path' }
  | { readonly in: 'body'; readonly key: string }
  | { readonly in: 'nowhere' }

const IN_PATH: ModelLocation = { in: 'path' }
const NOWHERE: ModelLocation = { in: 'nowhere' }
const inBody = (key: string): ModelLocation => ({ in: 'body', key })

/** One row of the operations table. */
export type Operation = {
  /** The Smithy operation name, or the vendor's name of the route. */
  readonly name: string
  readonly method: 'GET' | 'POST'
  /** Path grammar: `{label}` stands for exactly one percent-encoded segment. */
  readonly path: string
  /** Further paths under which clients ask for it. */
  readonly aliases: readonly string[]
  /** The path that goes upstream, where `path` is only how clients name it. */
  readonly upstreamPath?: string
  readonly model: ModelLocation
  /** What tells which ID goes upstream in the place of the model that the request names. */
  readonly resolvedBy: Resolver
  /** True where its answer comes of a model's work, which is paid for by the token. */
  readonly usesTokens: boolean
  /** False where Bedrock refuses profile IDs and wants the foundation model ID. */
  readonly takesProfile: boolean
  /** False where Bedrock refuses the account's own application profiles. */
  readonly takesApplicationProfile: boolean
  /** Whether the body is signed as a whole, or is a stream of events of which each is signed while answers already arrive. */
  readonly body: 'whole' | 'events'
  /** Which of the Region's upstreams carries it; `nowhere` where the catalog alone answers. */
  readonly via: UpstreamName | 'nowhere'
  /** Who answers it. */
  readonly answeredBy: Answerer
  /** Where it takes metadata for Bedrock's invocation logs. */
  readonly metadata: MetadataPlace
  /** How errors are worded for its clients. */
  readonly dialect: ErrorDialect
  /** The names of the query parameters that it knows; no other one goes on. */
  readonly query: readonly string[]
  /** How it is worded for AWS, and its answer for the client. */
  readonly door: Door
  /** What its door looks at in a body that names the model: places in its JSON. */
  readonly looksAt: readonly string[]
}

/** The catalog and the policy; the mantle's own rules, which know no profiles; or nothing, where no model is named. */
export type Resolver = 'catalog' | 'mantle' | 'nothing'

/**
 * Who answers: the upstream; the upstream, or the catalog as its stand-in where AWS denies an answer; or the catalog, and
 * nothing goes upstream.
 */
export type Answerer =
  | { readonly who: 'upstream' }
  | { readonly who: 'stand-in' | 'catalog'; readonly fromCatalog: AskCatalog }

/** The body with which a catalog answers; undefined where it does not know what was asked for. */
export type AskCatalog = (catalog: Catalog, question: Question) => object | undefined

/** What a catalog is asked: the path labels, the first value of each query parameter, what the policy allows, in whose words. */
export type Question = {
  readonly labels: readonly string[]
  readonly query: Readonly<Record<string, string>>
  readonly policy: Policy
  readonly dialect: ErrorDialect
}

/**
 * Where an operation goes: to the runtime endpoint, by the lane of those that name a model or of those that name none, to the
 * control plane, or to the mantle, Bedrock's other inference endpoint.
 */
export type UpstreamName = 'inference' | 'relay' | 'control-plane' | 'mantle'

/**
 * How a request is worded: as it is; the same, or as an invocation where the Region does not know the Messages route; or as
 * CountTokens, whose answer comes back in the words of the Messages API.
 */
export type Door = 'as-is' | 'messages' | 'count-message-tokens'

type OperationRow = Pick<Operation, 'name' | 'method' | 'path' | 'model'> & Partial<Operation>

/** A row with what most rows have in common. */
export const row = (operation: OperationRow): Operation => ({
  resolvedBy: operation.model.in === 'nowhere' ? 'nothing' : 'catalog',
  usesTokens: operation.model.in !== 'nowhere',
  takesProfile: true,
  takesApplicationProfile: true,
  body: 'whole',
  via: operation.model.in === 'nowhere' ? 'relay' : 'inference',
  answeredBy: { who: 'upstream' },
  aliases: [],
  metadata: 'nowhere',
  dialect: 'aws',
  query: [],
  door: 'as-is',
  looksAt: [],
  ...operation,
})

const INVOKES = { method: 'POST', model: IN_PATH, metadata: 'header' } as const
const CONVERSES = { method: 'POST', model: IN_PATH, metadata: 'body' } as const

/**
 * Every operation of bedrock-runtime; nothing else is ever forwarded or signed.
 * Source: the service model of `@aws-sdk/client-bedrock-runtime` (a test compares) and AWS's raw HTTP routes.
 */
export const OPERATIONS: readonly Operation[] = [
  row({ name: 'InvokeModel', path: '/model/{modelId}/invoke', ...INVOKES }),
  row({ name: 'InvokeModelWithResponseStream', path: '/model/{modelId}/invoke-with-response-stream', ...INVOKES }),
  row({ name: 'Converse', path: '/model/{modelId}/converse', ...CONVERSES }),
  row({ name: 'ConverseStream', path: '/model/{modelId}/converse-stream', ...CONVERSES }),
  row({
    name: 'CountTokens',
    method: 'POST',
    path: '/model/{modelId}/count-tokens',
    model: IN_PATH,
    usesTokens: false,
    takesProfile: false,
  }),
  row({
    name: 'InvokeModelWithBidirectionalStream',
    method: 'POST',
    path: '/model/{modelId}/invoke-with-bidirectional-stream',
    model: IN_PATH,
    takesProfile: false,
    body: 'events',
  }),
  row({
    name: 'StartAsyncInvoke',
    method: 'POST',
    path: '/async-invoke',
    model: inBody('modelId'),
    usesTokens: false,
    takesProfile: false,
  }),
  row({ name: 'GetAsyncInvoke', method: 'GET', path: '/async-invoke/{invocationArn}', model: NOWHERE }),
  row({
    name: 'ListAsyncInvokes',
    method: 'GET',
    path: '/async-invoke',
    model: NOWHERE,
    query: ['submitTimeAfter', 'submitTimeBefore', 'statusEquals', 'maxResults', 'nextToken', 'sortBy', 'sortOrder'],
  }),
  row({
    name: 'ApplyGuardrail',
    method: 'POST',
    path: '/guardrail/{guardrailIdentifier}/version/{guardrailVersion}/apply',
    model: NOWHERE,
  }),
  row({ name: 'InvokeGuardrailChecks', method: 'POST', path: '/guardrail-checks/invoke', model: NOWHERE }),
  row({
    name: 'ChatCompletions',
    method: 'POST',
    path: '/openai/v1/chat/completions',
    aliases: doorPaths('openai', '/chat/completions'),
    model: inBody('model'),
    dialect: 'openai',
  }),
  row({
    name: 'Responses',
    method: 'POST',
    path: '/openai/v1/responses',
    aliases: doorPaths('openai', '/responses'),
    model: inBody('model'),
    // Source: openai/codex#46381. Of Chat Completions and Messages nobody has told; a refusal there is mended.
    takesApplicationProfile: false,
    dialect: 'openai',
  }),
  row({
    name: 'Messages',
    method: 'POST',
    path: '/anthropic/v1/messages',
    aliases: doorPaths('anthropic', '/messages'),
    model: inBody('model'),
    dialect: 'anthropic',
    query: ['beta'],
    door: 'messages',
    looksAt: MESSAGE_MEMBERS,
  }),
]

/** A row of the table by its name, for what is translated into it. */
export function operationNamed(name: string): Operation {
  return OPERATIONS.find((operation) => operation.name === name) as Operation
}
