import { looksLikeGeography } from './geographies.ts'
import { parseModelIdentifier } from './model-identifier.ts'
import type { Policy } from './policy.ts'
import type { Resolution, Resolved } from './resolution.ts'
import { matchesArn, matchesWildcard } from './wildcard.ts'

/**
 * A Resolution, refused where the policy does not allow the model or the account that it leads to, by whatever name or ARN
 * it was asked for. An ARN whose model nobody knows is refused as soon as there is a rule for models.
 */
export function obeyModelRules(resolution: Resolution, policy: Policy): Resolution {
  if (!('resolved' in resolution)) return resolution
  const why = accountRefusal(resolution.resolved, policy) ?? modelRefusal(resolution, policy)
  if (why === undefined) return resolution
  const { requested, resolved, candidates } = resolution
  const others = candidates.filter(({ id }) => id !== resolved)
  return {
    kind: 'refused',
    requested,
    why: `The policy of this proxy refuses ${requested}: ${why}. Choose another model, or have the settings of the proxy changed.`,
    candidates: [{ id: resolved, accepted: false, why }, ...others],
  }
}

/** Why the policy does not let an ARN name its account; undefined where it does, and for what is no ARN or names none. */
export function accountRefusal(identifier: string, { allowAccounts }: Policy): string | undefined {
  if (allowAccounts.length === 0 || !identifier.startsWith('arn:')) return undefined
  const account = identifier.split(':', 5)[4] ?? ''
  if (account === '' || allowAccounts.includes(account)) return undefined
  return `allow-accounts does not list ${account}`
}

function modelRefusal(resolved: Resolved, { allowModels, denyModels }: Policy): string | undefined {
  if (allowModels.length === 0 && denyModels.length === 0) return undefined
  const deniedArn = denyModels.find((pattern) => isArnPattern(pattern) && matchesArn(resolved.resolved, pattern))
  if (deniedArn !== undefined) return `deny-models ${deniedArn} covers ${resolved.resolved}`
  const names = namesOf(resolved)
  if (names.length === 0) return refusalOfUnknown(resolved.resolved, allowModels)
  const [name] = names
  const suspects = resolved.modelId === undefined ? names.flatMap((one) => [one, behindDot(one)]) : names
  const denied = denyModels.find((pattern) => suspects.some((one) => matchesWildcard(one, pattern)))
  if (denied !== undefined) return `deny-models ${denied} covers ${name}`
  const isAllowed = allowModels.some((pattern) => names.some((one) => matchesWildcard(one, pattern)))
  if (allowModels.length === 0 || isAllowed) return undefined
  return `allow-models ${allowModels.join(', ')} does not cover ${name}`
}

/** The foundation model IDs that an identifier may mean; none for the ARN of something whose model nobody knows. */
function namesOf({ modelId, resolved }: Resolved): string[] {
  if (modelId !== undefined) return [modelId]
  const identifier = parseModelIdentifier(resolved)
  switch (identifier.form) {
    case 'id':
      return namesIn(identifier.id)
    case 'foundation-model-arn':
      return [identifier.modelId]
    case 'inference-profile-arn':
      return namesIn(identifier.profileId)
    case 'other-arn':
      return []
  }
}

/** An ID that nobody listed is a model's or, where it looks so, a profile's. */
function namesIn(id: string): string[] {
  const rest = behindDot(id)
  return looksLikeGeography(id.slice(0, -rest.length - 1)) ? [rest, id] : [id]
}

/** What a denied model could hide behind: a geography that nobody here knows yet. */
function behindDot(id: string): string {
  return id.slice(id.indexOf('.') + 1)
}

/** Only a pattern that says ARN allows one: `*` means every model, and this may be one that is denied. */
function refusalOfUnknown(arn: string, allowModels: readonly string[]): string | undefined {
  const isAllowed = allowModels.some((pattern) => isArnPattern(pattern) && matchesArn(arn, pattern))
  return isAllowed ? undefined : `there are rules for models, and nobody knows which model ${arn} leads to`
}

function isArnPattern(pattern: string): boolean {
  return pattern.startsWith('arn:')
}
