import { type Answer, jsonAnswer } from './answer.ts'
import type { Call } from './call.ts'

/** CountTokens: the same count that an invocation reports as its input. */
export function countTokens({ inputTokens }: Call): Answer {
  return jsonAnswer({ inputTokens })
}
