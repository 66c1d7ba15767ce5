import { matchesWildcard } from '../bedrock/wildcard.ts'
import { loadSnapshot } from '../catalog/load-snapshot.ts'
import type { Settings } from '../settings/settings.ts'

/**
 * A warning for each rule about models that covers none that this version knows, with what was meant: it is mistyped, or for a
 * model to come. Not an error, for AWS brings new models without asking us; but a rule that denies nothing denies nothing in silence.
 */
export function idlePatterns({ allowModels, denyModels }: Settings): string[] {
  const known = Object.keys(loadSnapshot().models)
  return [
    ...allowModels.flatMap((pattern) => warningOf('--allow-models', pattern, known)),
    ...denyModels.flatMap((pattern) => warningOf('--deny-models', pattern, known)),
  ]
}

function warningOf(flag: string, pattern: string, known: readonly string[]): string[] {
  const covers = (other: string) => known.some((modelId) => matchesWildcard(modelId, other))
  if (pattern.startsWith('arn:') || covers(pattern)) return []
  const meant = likely(pattern, known).find(covers)
  return [`${flag} ${pattern} covers no model that this version knows${meant ? `, did you mean ${meant}?` : '.'}`]
}

/** A provider or the beginning of an ID alone, a profile's ID, and a model without its provider. */
function likely(pattern: string, known: readonly string[]): string[] {
  const providers = new Set(known.map((modelId) => modelId.slice(0, modelId.indexOf('.'))))
  const behindDot = pattern.slice(pattern.indexOf('.') + 1)
  const names = [pattern, behindDot, ...[...providers].map((provider) => `${provider}.${pattern}`)]
  return [`${pattern}.*`, ...names, ...names.map((name) => `${name}*`)]
}
