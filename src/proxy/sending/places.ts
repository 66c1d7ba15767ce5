import { inFailoverOrder, optionsElsewhere } from '../../bedrock/failover-options.ts'
import type { ResolutionContext } from '../../bedrock/resolution.ts'
import type { Option } from '../../bedrock/weigh-options.ts'
import { TIED_TO_REGION } from '../look-into-body.ts'
import type { RegionalParts } from '../proxy-parts.ts'
import type { ResolvedModel } from '../resolve-requested-model.ts'
import type { Incoming, Place, UpstreamAttempt } from './attempt.ts'
import { instead, resolveAnew } from './other-identifier.ts'

/** Where a request goes that nobody has moved: its first choice; undefined for one that names no model. */
export function firstChoice({ movedFrom, region, upstream, resolution }: UpstreamAttempt): Place | undefined {
  return movedFrom ?? (resolution && { region, upstream, resolution })
}

/** The same attempt at another place, or back at its first choice. */
export function movedTo(attempt: UpstreamAttempt, place: Place): UpstreamAttempt {
  const { movedFrom: _, ...stayed } = attempt
  const first = firstChoice(attempt)
  if (!first || isSamePlace(first, place)) return { ...stayed, ...first }
  return { ...stayed, ...place, movedFrom: first }
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.region === b.region && a.resolution.resolved === b.resolution.resolved
}

/** True for an attempt in another Region than the one that the client addressed. */
export function isElsewhere({ movedFrom, region }: UpstreamAttempt): boolean {
  return movedFrom !== undefined && movedFrom.region !== region
}

/** The first choice and what else the policy allows in its Region, in the order in which they are tried. */
export function placesInRegion(attempt: UpstreamAttempt): Place[] {
  const first = firstChoice(attempt)
  if (!first) return []
  const planned = resolveAnew(atFirstChoice(attempt, first))
  if (!planned) return [first]
  const others = planned.others.filter(({ id }) => id !== first.resolution.resolved)
  return [first, ...placesFor(inFailoverOrder(others), first, planned)]
}

/** The places in another Region that keep to what is allowed for the Region that the client addressed; often none. */
export function placesElsewhere(attempt: UpstreamAttempt, there: RegionalParts): Place[] {
  const first = firstChoice(attempt)
  const modelId = first && modelThatMoves(attempt.incoming, first.resolution)
  if (!first || modelId === undefined || there.region === first.region.region) return []
  const upstream = there.upstreams.inference
  const addressed = contextOf(attempt, first)
  const options = optionsElsewhere(modelId, { addressed, there: there.catalog() })
  return placesFor(options, { ...first, region: there, upstream }, first.resolution)
}

function atFirstChoice(attempt: UpstreamAttempt, first: Place): UpstreamAttempt {
  return { ...attempt, ...first }
}

function contextOf({ incoming }: UpstreamAttempt, { region }: Place): ResolutionContext {
  const { takesProfile, takesApplicationProfile } = incoming.matched.operation
  return { catalog: region.catalog(), policy: incoming.policy, takesProfile, takesApplicationProfile }
}

function placesFor(options: readonly Option[], at: Place, planned: ResolvedModel): Place[] {
  return options.map((option) => ({ ...at, resolution: instead(planned, option, 'failover') }))
}

/** The model that may be called in another Region; undefined where an ARN, a guardrail or a project ties the request to this one, or may. */
function modelThatMoves({ matched, headers, body }: Incoming, resolution: ResolvedModel): string | undefined {
  const { takesProfile, via, body: kind } = matched.operation
  const isOurs = resolution.reason === 'application-profile' || !resolution.resolved.startsWith('arn:')
  if (!isOurs || !takesProfile || via !== 'inference' || kind !== 'whole' || body.look?.kind !== 'found')
    return undefined
  const isTied =
    TIED_HEADERS.some((name) => headers[name] !== undefined) ||
    body.look.object.found.some(({ path }) => TIED_TO_REGION.includes(path))
  return isTied ? undefined : resolution.modelId
}

const TIED_HEADERS = ['x-amzn-bedrock-guardrailidentifier', 'x-amzn-bedrock-projectidentifier']
