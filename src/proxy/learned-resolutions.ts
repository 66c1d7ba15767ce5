import type { ResolutionContext } from '../bedrock/resolution.ts'
import { contextMemory } from './context-memory.ts'
import type { Passed } from './resolve-requested-model.ts'

/** What Bedrock answered to after it had refused what the catalog said. Kept no longer than the catalog and the policy. */
export type LearnedResolutions = {
  /** What worked for an operation and an identifier the last time; undefined where nothing was learned, or too long ago. */
  recall(operation: string, identifier: string, context: ResolutionContext): Passed | undefined
  learn(operation: string, identifier: string, context: ResolutionContext, worked: Passed): void
}

/** As long as a catalog is kept, where AWS gives none. */
const EXPIRES_AFTER_MS = 60 * 60_000

/** Nothing is learned yet. */
export function createLearnedResolutions(now = Date.now): LearnedResolutions {
  const memoryOf = contextMemory<{ readonly worked: Passed; readonly until: number }>()
  return {
    recall(operation, identifier, context) {
      const lesson = memoryOf(context).get(`${operation} ${identifier}`)
      return lesson && lesson.until > now() ? lesson.worked : undefined
    },
    learn(operation, identifier, context, worked) {
      memoryOf(context).set(`${operation} ${identifier}`, { worked, until: now() + EXPIRES_AFTER_MS })
    },
  }
}
