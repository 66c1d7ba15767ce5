import type { Catalog, Geography } from './catalog.ts'
import type { Naming } from './find-model.ts'
import { isProfileArn } from './model-identifier.ts'
import type { Policy } from './policy.ts'
import type { Candidate, Option } from './weigh-options.ts'

/** Why an identifier goes upstream as it does. */
export type Reason =
  | 'geographic-profile'
  | 'global-profile'
  | 'application-profile'
  /** The settings want one by its tags, and there is none: the next best goes upstream, without them on the bill. */
  | 'no-application-profile'
  /** The settings want one, and the operation takes none: the system's profile goes upstream, without the tags on the bill. */
  | 'application-profile-not-taken'
  | 'configured'
  | 'foreign-geography'
  | 'routing'
  | 'allow-destinations'
  | 'on-demand'
  | 'profile-of-region'
  | 'takes-foundation-model'
  | 'arn'
  | 'not-in-region'
  /** Nobody has listed what the Region can reach, AWS and this version included. */
  | 'unknown-region'
  | 'end-of-life'
  | 'unknown-model'
  /** The mantle has IDs of its own and no profiles. */
  | 'mantle'
  /** Bedrock refused what the catalog said, so that this was tried. */
  | 'healed'
  /** Bedrock throttled what would have been better. */
  | 'failover'

/** An identifier that goes upstream. */
export type Resolved = {
  readonly requested: string
  readonly resolved: string
  readonly reason: Reason
  /** The foundation model that is called, as far as it is known. */
  readonly modelId: string | undefined
  /** How the requested name meant that model; undefined where nothing had to be looked up. */
  readonly naming: Naming | undefined
  /** True where the settings map the requested name to something else. */
  readonly isConfigured: boolean
  /** The geography of the profile that goes upstream; undefined where none does or none is known. */
  readonly geography: Geography | undefined
  /** The Regions that may process the request; empty where they are not known. */
  readonly destinationRegions: readonly string[]
  /** Every ID that was weighed; at most one is accepted. */
  readonly candidates: readonly Candidate[]
  /** What else the policy allows, best first: to be tried where Bedrock refuses what was chosen. */
  readonly others: readonly Option[]
}

/**
 * The fate of a model identifier: replaced by a profile ID, by a foundation model ID or by another ARN, sent as it came,
 * refused because the policy leaves nothing, ambiguous because two answers are equally good, or invalid because no path to
 * Bedrock can hold it.
 */
export type Resolution =
  | ({ readonly kind: 'profile' | 'foundation-model' | 'arn' | 'unchanged' } & Resolved)
  | NotResolved

/** A Resolution that lets nothing go upstream. */
export type NotResolved = {
  readonly kind: 'refused' | 'ambiguous' | 'invalid'
  readonly requested: string
  /** What happened and what to do, for the client. */
  readonly why: string
  readonly candidates: readonly Candidate[]
}

/** What an identifier is resolved against. */
export type ResolutionContext = {
  readonly catalog: Catalog
  readonly policy: Policy
  /** False for the operations that Bedrock answers only under a foundation model ID. */
  readonly takesProfile: boolean
  /** False for the operations that Bedrock answers under no application profile; true where nothing is said. */
  readonly takesApplicationProfile?: boolean
  /** True for what the settings put in the place of a name. */
  readonly isNamed?: boolean
}

/** What is known of an identifier that goes upstream; the rest is taken to be unknown. */
export type Facts = Pick<Resolved, 'requested' | 'resolved' | 'reason'> & Partial<Resolved>

/** A Resolution of facts; its kind follows from them. */
export function resolutionOf(facts: Facts): Resolution {
  return { ...NOTHING_KNOWN, ...facts, kind: kindOf(facts) }
}

function kindOf({ requested, resolved, modelId }: Facts): Exclude<Resolution['kind'], NotResolved['kind']> {
  if (resolved === requested) return 'unchanged'
  if (resolved.startsWith('arn:')) return isProfileArn(resolved) ? 'profile' : 'arn'
  return modelId === undefined || resolved === modelId ? 'foundation-model' : 'profile'
}

const NOTHING_KNOWN = {
  modelId: undefined,
  naming: undefined,
  isConfigured: false,
  geography: undefined,
  destinationRegions: [],
  candidates: [],
  others: [],
} as const

/** Nothing that the policy allows; `refusals` says of each ID which rule refused it. */
export function refused(
  requested: string,
  refusals: readonly { readonly id: string; readonly why: string }[],
  candidates: readonly Candidate[],
): Resolution {
  const each = refusals.map(({ id, why }) => `${id} (${why})`).join('; ')
  const why = `The policy of this proxy refuses every way to reach ${requested}: ${each}. Choose another --routing or --allow-destinations, or a model that they let through.`
  return { kind: 'refused', requested, why, candidates }
}

/** A name that means nothing here and that nothing but an error can come of. */
export function invalid(requested: string, why: string): Resolution {
  return { kind: 'invalid', requested, why, candidates: [] }
}

/** Equally good answers, of which choosing one would be a coin toss. */
export function ambiguous(requested: string, ids: readonly string[], advice: string): Resolution {
  const candidates = ids.map((id) => ({ id, accepted: false, why: 'another answer is as good' }))
  return { kind: 'ambiguous', requested, why: `${requested} can mean ${ids.join(' or ')}. ${advice}`, candidates }
}
