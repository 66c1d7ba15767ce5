import { MANTLE_OPERATIONS } from '../bedrock/mantle-operations.ts'
import { type Answer, jsonAnswer } from './answer.ts'
import { messages } from './anthropic-answers.ts'
import type { Call } from './call.ts'
import { chatCompletions, responses } from './openai-answers.ts'
import type { Route } from './routes.ts'

/** What the simulated bedrock-mantle answers; its other routes are refused. */
const ANSWERS: Readonly<Record<string, (call: Call) => Answer>> = {
  MantleMessages: messages,
  MantleCountMessageTokens: ({ inputTokens }) => jsonAnswer({ input_tokens: inputTokens }),
  MantleChatCompletions: chatCompletions,
  MantleResponses: responses,
  MantleListModels: ({ catalog }) =>
    jsonAnswer({ object: 'list', data: [...catalog.models.keys()].map((id) => ({ id, object: 'model' })) }),
}

/** The routes of bedrock-mantle. */
export const MANTLE_ROUTES: readonly Route[] = MANTLE_OPERATIONS.map((operation): Route => {
  const { name, path, upstreamPath = path } = operation
  const answer = ANSWERS[name]
  return { ...operation, path: upstreamPath, plane: 'mantle', ...(answer && { answer }) }
})
