import type { Catalog } from '../bedrock/catalog.ts'
import { MAX_IDENTIFIER_LENGTH } from '../bedrock/model-identifier.ts'
import type { Policy } from '../bedrock/policy.ts'
import type { Resolution, ResolutionContext } from '../bedrock/resolution.ts'
import { resolveModel } from '../bedrock/resolve-model.ts'

/** `resolveModel`, with its answers kept for as long as the catalog and the policy they hold for. */
export function resolveAndRemember(identifier: string, context: ResolutionContext): Resolution {
  const answers = answersUnder(context)
  const question = `${context.takesProfile} ${context.takesApplicationProfile} ${identifier}`
  const known = answers.get(question)
  if (known) return known
  const resolution = resolveModel(identifier, context)
  if (identifier.length > MAX_IDENTIFIER_LENGTH) return resolution
  if (answers.size >= MAX_KEPT) answers.clear()
  answers.set(question, resolution)
  return resolution
}

/** Far more than the models that one user calls. Where clients make up more, all is forgotten: what is asked for again comes back. */
const MAX_KEPT = 1000

type Answers = Map<string, Resolution>

/** The answers of each pair of catalog and policy, forgotten together with them. */
const ANSWERS = new WeakMap<Catalog, WeakMap<Policy, Answers>>()

function answersUnder({ catalog, policy }: Pick<ResolutionContext, 'catalog' | 'policy'>): Answers {
  const known = ANSWERS.get(catalog)?.get(policy)
  if (known) return known
  const answers: Answers = new Map()
  const byPolicy = ANSWERS.get(catalog) ?? new WeakMap<Policy, Answers>()
  ANSWERS.set(catalog, byPolicy.set(policy, answers))
  return answers
}
