import { doorPaths } from './door-paths.ts'
import { type ErrorDialect, ProxyError } from './errors.ts'
import { MESSAGE_MEMBERS } from './message-members.ts'
import { modelInfo, modelList } from './model-list.ts'
import { type Operation, row } from './operations.ts'
import { findReachableModel, type ReachableModel, reachableModels } from './reachable-models.ts'

const aliasesOf = (route: string) => [...doorPaths('openai', route), ...doorPaths('anthropic', route)]

/**
 * What clients of the Anthropic and OpenAI APIs ask for and bedrock-runtime has no route for: counted by CountTokens, listed
 * from the catalog. Errors follow OpenAI unless the client says `anthropic-version`.
 */
export const DOOR_OPERATIONS: readonly Operation[] = [
  row({
    name: 'CountMessageTokens',
    method: 'POST',
    path: '/v1/messages/count_tokens',
    aliases: doorPaths('anthropic', '/messages/count_tokens'),
    upstreamPath: '/model/{modelId}/count-tokens',
    model: { in: 'body', key: 'model' },
    usesTokens: false,
    takesProfile: false,
    dialect: 'anthropic',
    query: ['beta'],
    door: 'count-message-tokens',
    looksAt: MESSAGE_MEMBERS,
  }),
  row({
    name: 'ListModels',
    method: 'GET',
    path: '/v1/models',
    aliases: aliasesOf('/models'),
    query: ['limit', 'after_id', 'before_id'],
    model: { in: 'nowhere' },
    dialect: 'openai',
    via: 'nowhere',
    answeredBy: {
      who: 'catalog',
      fromCatalog: (catalog, { policy, dialect, query }) =>
        modelList(modelsOf(dialect, reachableModels(catalog, policy)), dialect, query),
    },
  }),
  row({
    name: 'GetModel',
    method: 'GET',
    path: '/v1/models/{modelId}',
    aliases: aliasesOf('/models/{modelId}'),
    model: { in: 'nowhere' },
    dialect: 'openai',
    via: 'nowhere',
    answeredBy: {
      who: 'catalog',
      fromCatalog(catalog, { policy, dialect, labels: [name = ''] }) {
        const model = findReachableModel(name, catalog, policy)
        if (!model) throw noSuchModel(name)
        return modelInfo(model, dialect)
      },
    },
  }),
]

/** A client of Anthropic's API chooses from what answers the Messages API. */
function modelsOf(dialect: ErrorDialect, models: readonly ReachableModel[]): readonly ReachableModel[] {
  return dialect === 'anthropic' ? models.filter(({ vendor }) => vendor === 'anthropic') : models
}

function noSuchModel(name: string): ProxyError {
  return new ProxyError(
    'no-such-model',
    `The Region of this proxy and its policy let nobody reach a model ${name}. GET /v1/models lists those that can be reached.`,
  )
}
