import { OPERATIONS, type Operation } from '../bedrock/operations.ts'
import type { Answer } from './answer.ts'
import { messages } from './anthropic-answers.ts'
import { getAsyncInvoke, listAsyncInvokes, startAsyncInvoke } from './async-answers.ts'
import type { Call } from './call.ts'
import { getInferenceProfile, listInferenceProfiles, listTagsForResource } from './control-plane.ts'
import { converse, converseStream } from './converse-answers.ts'
import { countTokens } from './count-tokens-answer.ts'
import { getFoundationModel, listFoundationModels } from './foundation-model-answers.ts'
import { applyGuardrail, invokeGuardrailChecks } from './guardrail-answers.ts'
import { invokeModel, invokeModelWithResponseStream } from './invoke-answers.ts'
import { chatCompletions, responses } from './openai-answers.ts'

/** A request that the simulator knows; one whose events run both ways has no `answer`, but a conversation. */
export type Route = Pick<Operation, 'name' | 'method' | 'path' | 'model' | 'takesProfile' | 'body' | 'dialect'> & {
  readonly plane: 'runtime' | 'control' | 'mantle'
  readonly answer?: (call: Call) => Answer
}

/** The answer of every operation of the runtime whose body is whole; a test compares with the operations table. */
const RUNTIME_ANSWERS: Readonly<Record<string, (call: Call) => Answer>> = {
  InvokeModel: invokeModel,
  InvokeModelWithResponseStream: invokeModelWithResponseStream,
  Converse: converse,
  ConverseStream: converseStream,
  CountTokens: countTokens,
  StartAsyncInvoke: startAsyncInvoke,
  GetAsyncInvoke: getAsyncInvoke,
  ListAsyncInvokes: listAsyncInvokes,
  ApplyGuardrail: applyGuardrail,
  InvokeGuardrailChecks: invokeGuardrailChecks,
  ChatCompletions: chatCompletions,
  Responses: responses,
  Messages: messages,
}

const controlRoute = (
  name: string,
  [method, path]: [Operation['method'], string],
  answer: (call: Call) => Answer,
): Route => ({
  name,
  method,
  path,
  model: { in: 'nowhere' },
  takesProfile: true,
  body: 'whole',
  dialect: 'aws',
  plane: 'control',
  answer,
})

/** Everything that the simulator answers: the runtime's operations and what discovery, and clients on their own, ask of the control plane. */
export const ROUTES: readonly Route[] = [
  ...OPERATIONS.map((operation): Route => {
    const answer = RUNTIME_ANSWERS[operation.name]
    return { ...operation, plane: 'runtime', ...(answer && { answer }) }
  }),
  controlRoute('ListInferenceProfiles', ['GET', '/inference-profiles'], listInferenceProfiles),
  controlRoute('GetInferenceProfile', ['GET', '/inference-profiles/{inferenceProfileIdentifier}'], getInferenceProfile),
  controlRoute('ListTagsForResource', ['POST', '/listTagsForResource'], listTagsForResource),
  controlRoute('ListFoundationModels', ['GET', '/foundation-models'], listFoundationModels),
  controlRoute('GetFoundationModel', ['GET', '/foundation-models/{modelIdentifier}'], getFoundationModel),
]
