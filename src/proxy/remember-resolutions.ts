import type { Catalog } from '../bedrock/catalog.ts'
import { type Resolution, type ResolutionContext, resolveModel } from '../bedrock/resolve-model.ts'

/** Far more than the models that one user calls; what clients make up beyond it is resolved anew each time. */
const MAX_REMEMBERED = 1000

const REMEMBERED = new WeakMap<Catalog, Map<string, Resolution>>()

/** `resolveModel`, with its answers kept for as long as the catalog they hold for. */
export function resolveAndRemember(identifier: string, context: ResolutionContext): Resolution {
  const answers = answersFor(context.catalog)
  const question = `${context.routing} ${context.takesProfile} ${identifier}`
  const known = answers.get(question)
  if (known) return known
  const resolution = resolveModel(identifier, context)
  if (answers.size < MAX_REMEMBERED) answers.set(question, resolution)
  return resolution
}

function answersFor(catalog: Catalog): Map<string, Resolution> {
  const kept = REMEMBERED.get(catalog)
  if (kept) return kept
  const answers = new Map<string, Resolution>()
  REMEMBERED.set(catalog, answers)
  return answers
}
