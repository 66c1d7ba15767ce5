import type { ErrorDialect } from './errors.ts'
import { type ModelLocation, type Operation, row } from './operations.ts'

const IN_BODY: ModelLocation = { in: 'body', key: 'model' }
const NOWHERE: ModelLocation = { in: 'nowhere' }

type Route = readonly [
  name: string,
  method: Operation['method'],
  path: string,
  dialect: ErrorDialect,
  query?: readonly string[],
]

/** Of a response that is there already. */
const OF_RESPONSE = ['include', 'include[]', 'stream', 'starting_after', 'include_obfuscation']
const OF_LIST = ['limit', 'after', 'after_id', 'before_id']

/**
 * The routes of bedrock-mantle that are signed; no other one is. It serves some models under `/v1` and others under
 * `/openai/v1`, and judges itself which (AWS's "Responses API" page of the Bedrock user guide).
 */
const ROUTES: readonly Route[] = [
  ['MantleMessages', 'POST', '/anthropic/v1/messages', 'anthropic', ['beta']],
  ['MantleCountMessageTokens', 'POST', '/anthropic/v1/messages/count_tokens', 'anthropic', ['beta']],
  ...['/v1', '/openai/v1'].flatMap((base): Route[] => [
    ['MantleChatCompletions', 'POST', `${base}/chat/completions`, 'openai'],
    ['MantleResponses', 'POST', `${base}/responses`, 'openai'],
    ['MantleGetResponse', 'GET', `${base}/responses/{responseId}`, 'openai', OF_RESPONSE],
    ['MantleCancelResponse', 'POST', `${base}/responses/{responseId}/cancel`, 'openai'],
    ['MantleListModels', 'GET', `${base}/models`, 'openai', OF_LIST],
    ['MantleGetModel', 'GET', `${base}/models/{modelId}`, 'openai'],
  ]),
]

/** True for a route that runs a model, as against one that asks for something that is there already. */
const namesModel = (method: string, path: string) => method === 'POST' && !path.includes('{')

/** The routes of the mantle, each under `/mantle`. */
export const MANTLE_OPERATIONS: readonly Operation[] = ROUTES.map(([name, method, path, dialect, query = []]) =>
  row({
    name,
    method,
    path: `/mantle${path}`,
    upstreamPath: path,
    ...(namesModel(method, path)
      ? { model: IN_BODY, resolvedBy: 'mantle' as const }
      : { model: NOWHERE, resolvedBy: 'nothing' as const }),
    usesTokens: namesModel(method, path) && !path.endsWith('/count_tokens'),
    takesProfile: false,
    via: 'mantle',
    dialect,
    query,
  }),
)
