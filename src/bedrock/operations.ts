import type { ErrorDialect } from './errors.ts'
import { takeApartPath } from './request-path.ts'

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
  readonly model: ModelLocation
  /** False where Bedrock refuses profile IDs and wants the foundation model ID. */
  readonly takesProfile: boolean
  /** Whether the body is signed as a whole, or is a stream of events of which each is signed while answers already arrive. */
  readonly body: 'whole' | 'events'
  /** Which of the Region's upstreams carries it. */
  readonly via: UpstreamName
}

/** Where an operation goes: to the runtime endpoint, by the lane of those that name a model or of those that name none, or to the control plane. */
export type UpstreamName = 'inference' | 'relay' | 'control-plane'

type OperationRow = Omit<Operation, 'takesProfile' | 'body' | 'via'> & Partial<Operation>

/** A row with what most rows have in common. */
export const row = (operation: OperationRow): Operation => ({
  takesProfile: true,
  body: 'whole',
  via: operation.model.in === 'nowhere' ? 'relay' : 'inference',
  ...operation,
})

/**
 * Every operation of bedrock-runtime; nothing else is ever forwarded or signed.
 * Source: the service model of `@aws-sdk/client-bedrock-runtime` (a test compares) and AWS's raw HTTP routes.
 */
export const OPERATIONS: readonly Operation[] = [
  row({ name: 'InvokeModel', method: 'POST', path: '/model/{modelId}/invoke', model: IN_PATH }),
  row({
    name: 'InvokeModelWithResponseStream',
    method: 'POST',
    path: '/model/{modelId}/invoke-with-response-stream',
    model: IN_PATH,
  }),
  row({ name: 'Converse', method: 'POST', path: '/model/{modelId}/converse', model: IN_PATH }),
  row({ name: 'ConverseStream', method: 'POST', path: '/model/{modelId}/converse-stream', model: IN_PATH }),
  row({
    name: 'CountTokens',
    method: 'POST',
    path: '/model/{modelId}/count-tokens',
    model: IN_PATH,
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
    takesProfile: false,
  }),
  row({ name: 'GetAsyncInvoke', method: 'GET', path: '/async-invoke/{invocationArn}', model: NOWHERE }),
  row({ name: 'ListAsyncInvokes', method: 'GET', path: '/async-invoke', model: NOWHERE }),
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
    model: inBody('model'),
  }),
  row({ name: 'Responses', method: 'POST', path: '/openai/v1/responses', model: inBody('model') }),
  row({
    name: 'Messages',
    method: 'POST',
    path: '/anthropic/v1/messages',
    model: inBody('model'),
  }),
]

/** The error dialect of a path, also where no operation matches: `/openai/…` and `/anthropic/…` imitate their vendors. */
export function dialectOfPath(path: string): ErrorDialect {
  const [, first = '', ...rest] = takeApartPath(path).segments
  return (rest.length > 0 && DIALECTS[first]) || 'aws'
}

const DIALECTS: Readonly<Record<string, ErrorDialect>> = { openai: 'openai', anthropic: 'anthropic' }
