import { OPERATIONS, type Operation } from '../bedrock/operations.ts'
import type { Answer } from './answer.ts'
import { messages } from './anthropic-answers.ts'
import { getAsyncInvoke, listAsyncInvokes, startAsyncInvoke } from './async-answers.ts'
import type { Call } from './call.ts'
import { getInferenceProfile, listFoundationModels, listInferenceProfiles } from './control-plane.ts'
import { converse, converseStream } from './converse-answers.ts'
import { countTokens } from './count-tokens-answer.ts'
import { applyGuardrail, invokeGuardrailChecks } from './guardrail-answers.ts'
import { invokeModel, invokeModelWithResponseStream } from './invoke-answers.ts'
import { chatCompletions, responses } from './openai-answers.ts'

/** A request that the simulator knows; without `answer` it is refused before its body is read. */
export type Route = Pick<Operation, 'name' | 'method' | 'path' | 'model' | 'takesProfile'> & {
  readonly plane: 'runtime' | 'control' | 'mantle'
  readonly answer?: (call: Call) => Answer
}

/** The answer of every operation of the runtime; a test compares with the operations table. */
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

const controlRoute = (name: string, path: string, answer: (call: Call) => Answer): Route => ({
  name,
  method: 'GET',
  path,
  model: { in: 'nowhere' },
  takesProfile: true,
  plane: 'control',
  answer,
})

/** Everything that the simulator answers: the runtime's operations and what discovery asks of the control plane. */
export const ROUTES: readonly Route[] = [
  ...OPERATIONS.map((operation): Route => {
    const answer = RUNTIME_ANSWERS[operation.name]
    return { ...operation, plane: 'runtime', ...(answer && { answer }) }
  }),
  controlRoute('ListInferenceProfiles', '/inference-profiles', listInferenceProfiles),
  controlRoute('GetInferenceProfile', '/inference-profiles/{inferenceProfileIdentifier}', getInferenceProfile),
  controlRoute('ListFoundationModels', '/foundation-models', listFoundationModels),
]
