import type { Resolution, ResolutionContext } from '../bedrock/resolution.ts'
import { resolveModel } from '../bedrock/resolve-model.ts'
import { contextMemory } from './context-memory.ts'

const memoryOf = contextMemory<Resolution>()

/** `resolveModel`, with its answers kept for as long as the catalog and the policy they hold for. */
export function resolveAndRemember(identifier: string, context: ResolutionContext): Resolution {
  const memory = memoryOf(context)
  const question = `${context.takesProfile} ${identifier}`
  const known = memory.get(question)
  if (known) return known
  const resolution = resolveModel(identifier, context)
  memory.set(question, resolution)
  return resolution
}
