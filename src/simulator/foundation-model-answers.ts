import { type FoundationModel, isReachable } from '../bedrock/catalog.ts'
import { parseModelIdentifier } from '../bedrock/model-identifier.ts'
import { type Answer, jsonAnswer } from './answer.ts'
import { foundationModelArn } from './arns.ts'
import type { Call } from './call.ts'
import { Refusal } from './refusals.ts'

/** ListFoundationModels: the models that the Region can reach, in one page. */
export function listFoundationModels({ catalog }: Call): Answer {
  const reachable = [...catalog.models.values()].filter(isReachable)
  return jsonAnswer({ modelSummaries: reachable.map((model) => modelSummary(model, catalog.region)) })
}

/**
 * GetFoundationModel: one model, by its ID or its ARN.
 * @throws Refusal for one that the Region cannot reach
 */
export function getFoundationModel({ catalog, labels }: Call): Answer {
  const identifier = labels.modelIdentifier ?? ''
  const parsed = parseModelIdentifier(identifier)
  const model = catalog.models.get(parsed.form === 'foundation-model-arn' ? parsed.modelId : identifier)
  if (!model || !isReachable(model)) throw new Refusal('no-such-model', identifier)
  return jsonAnswer({ modelDetails: modelSummary(model, catalog.region) })
}

function modelSummary({ modelId, name, onDemand, profiles, endOfLife }: FoundationModel, region: string) {
  return {
    modelId,
    modelArn: foundationModelArn(region, modelId),
    modelName: name,
    providerName: modelId.split('.')[0],
    inputModalities: ['TEXT'],
    outputModalities: ['TEXT'],
    responseStreamingSupported: true,
    inferenceTypesSupported: [
      ...(onDemand ? ['ON_DEMAND'] : []),
      ...(profiles.length > 0 ? ['INFERENCE_PROFILE'] : []),
    ],
    modelLifecycle: endOfLife ? { status: 'LEGACY', endOfLifeTime: `${endOfLife}T00:00:00Z` } : { status: 'ACTIVE' },
  }
}
