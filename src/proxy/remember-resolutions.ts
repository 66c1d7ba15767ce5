import type { Catalog } from '../bedrock/catalog.ts'
import type { Policy } from '../bedrock/policy.ts'
import type { Resolution, ResolutionContext } from '../bedrock/resolution.ts'
import { resolveModel } from '../bedrock/resolve-model.ts'

/** Far more than the models that one user calls; what clients make up beyond it is resolved anew each time. */
const MAX_REMEMBERED = 1000

const REMEMBERED = new WeakMap<Catalog, WeakMap<Policy, Map<string, Resolution>>>()

/** `resolveModel`, with its answers kept for as long as the catalog and the policy they hold for. */
export function resolveAndRemember(identifier: string, context: ResolutionContext): Resolution {
  const answers = answersFor(context)
  const question = `${context.takesProfile} ${identifier}`
  const known = answers.get(question)
  if (known) return known
  const resolution = resolveModel(identifier, context)
  if (answers.size < MAX_REMEMBERED) answers.set(question, resolution)
  return resolution
}

function answersFor({ catalog, policy }: ResolutionContext): Map<string, Resolution> {
  const byPolicy = REMEMBERED.get(catalog) ?? new WeakMap<Policy, Map<string, Resolution>>()
  const answers = byPolicy.get(policy) ?? new Map<string, Resolution>()
  REMEMBERED.set(catalog, byPolicy.set(policy, answers))
  return answers
}
