import { ProxyError } from '../bedrock/errors.ts'
import { modelInfo, modelList } from '../bedrock/model-list.ts'
import { findReachableModel, reachableModels } from '../bedrock/reachable-models.ts'
import type { Incoming } from './incoming.ts'
import { localResponse } from './local-response.ts'
import type { Send } from './send-mending.ts'
import { spokenDialect } from './spoken-dialect.ts'

/**
 * A `send` that lists what the Region and the policy let clients reach, out of the catalog: nothing goes upstream.
 * @throws ProxyError `malformed-request`
 */
export function listModels({ matched, headers, region, policy }: Incoming): Send {
  const { operation, query } = matched
  return async () => {
    const parameters = Object.fromEntries(query.toReversed())
    const models = reachableModels(region.catalog(), policy)
    return answered(modelList(models, spokenDialect(operation.dialect, headers), parameters), region)
  }
}

/**
 * The same for one model, by any of its names.
 * @throws ProxyError `no-such-model`
 */
export function getModel({ matched, headers, region, policy }: Incoming): Send {
  const { operation, labels } = matched
  const [name = ''] = labels
  return async () => {
    const model = findReachableModel(name, region.catalog(), policy)
    if (!model) throw noSuchModel(name)
    return answered(modelInfo(model, spokenDialect(operation.dialect, headers)), region)
  }
}

function answered(body: object, { catalog }: Incoming['region']) {
  const headers = { 'x-bedrock-proxy-source': catalog().source }
  return { response: localResponse(200, body, headers), attempts: 0 }
}

function noSuchModel(name: string): ProxyError {
  return new ProxyError(
    'no-such-model',
    `The Region of this proxy and its policy let nobody reach a model ${name}. GET /v1/models lists those that can be reached.`,
  )
}
