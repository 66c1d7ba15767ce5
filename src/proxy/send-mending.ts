import type { Operation } from '../bedrock/operations.ts'
import type { Policy } from '../bedrock/policy.ts'
import { type Reason, type ResolutionContext, resolutionOf } from '../bedrock/resolution.ts'
import type { Option } from '../bedrock/weigh-options.ts'
import type { Departure } from '../http/client-presence.ts'
import type { Failover } from './cool-down.ts'
import { diagnoseRefusal, type Remedy } from './diagnose-refusal.ts'
import type { Forwarded } from './forward-request.ts'
import { discardBody } from './peek-body.ts'
import type { RegionalParts } from './proxy-parts.ts'
import { resolveAndRemember } from './remember-resolutions.ts'
import type { Passed } from './resolve-requested-model.ts'

/** In which circumstances a request is sent. */
export type Circumstances = {
  readonly operation: Operation
  readonly region: RegionalParts
  readonly policy: Policy
  readonly failover: Failover
  readonly departure: Departure
}

/** Sends the request under an identifier, with a signature of its own; without one where it names no model. */
export type Send = (modelId?: string) => Promise<Forwarded>

/** The answer that the client gets, the identifier that it is an answer to, and what was done to come by it. */
export type Sent = Forwarded & {
  readonly resolution: Passed | undefined
  readonly remedies: readonly Remedy[]
  /** True where Bedrock goes on refusing the identifier. */
  readonly isRefused: boolean
}

/**
 * Sends a request, and sends it again under another identifier where Bedrock's answer says that this could help: all before
 * the client has seen a byte, and never under an identifier that the policy does not allow. What worked is remembered. The
 * mantle is asked once: the catalog knows none of its IDs.
 * @throws ProxyError as `forwardRequest` and `signRequest` do
 */
export async function sendMending(
  resolution: Passed | undefined,
  send: Send,
  circumstances: Circumstances,
): Promise<Sent> {
  if (!resolution || circumstances.operation.via === 'mantle') {
    return { ...(await send(resolution?.resolved)), resolution, remedies: [], isRefused: false }
  }
  return sendInTurn({ ...circumstances, resolution, send })
}

/** A request that names a model; `resolution` is what the catalog and the policy make of that name. */
type Sendable = Circumstances & { readonly resolution: Passed; readonly send: Send }

async function sendInTurn(sendable: Sendable): Promise<Sent> {
  const { operation, region, failover, departure, send } = sendable
  const remedies: Remedy[] = []
  const tried: string[] = []
  let attempts = 0
  let trial = firstTrial(sendable)
  for (;;) {
    const forwarded = await send(trial.resolved)
    attempts += forwarded.attempts
    tried.push(trial.resolved)
    const { response, remedy } = await diagnoseRefusal(forwarded.response, operation.name, failover)
    if (remedy === 'failover') region.coolDown.begin(trial.resolved, response.header('retry-after'))
    const next =
      remedy && !departure.hasHappened ? await NEXT_TRIAL[remedy](sendable, { trial, tried, remedies }) : undefined
    if (!next) {
      if (remedy === undefined && response.status < 400) learn(sendable, trial, remedies)
      return { response, attempts, resolution: trial, remedies, isRefused: remedy === 'next-candidate' }
    }
    discardBody(response)
    remedies.push(remedy as Remedy)
    trial = next
  }
}

/** What worked before, else what the catalog says, unless Bedrock has asked to leave that alone for a while. */
function firstTrial(sendable: Sendable): Passed {
  const { operation, resolution, region, failover } = sendable
  const known = region.learned.recall(operation.name, resolution.requested, contextOf(sendable)) ?? resolution
  if (failover === 'off' || !region.coolDown.isOn(known.resolved)) return known
  const rested = resolution.others.find(({ id }) => id !== known.resolved && !region.coolDown.isOn(id))
  return rested ? instead(resolution, rested, 'failover') : known
}

function contextOf({ region, policy, operation }: Sendable, takesProfile = operation.takesProfile): ResolutionContext {
  return { catalog: region.catalog(), policy, takesProfile }
}

function instead(resolution: Passed, { id, geography, destinationRegions }: Option, reason: Reason): Passed {
  const facts = { ...resolution, resolved: id, geography, destinationRegions, reason }
  return { ...resolution, ...resolutionOf(facts) } as Passed
}

/** How far the mending of one request has got. */
type Progress = { readonly trial: Passed; readonly tried: readonly string[]; readonly remedies: readonly Remedy[] }

const NEXT_TRIAL: Readonly<Record<Remedy, (sendable: Sendable, progress: Progress) => Promise<Passed | undefined>>> = {
  'next-candidate': nextCandidate,
  'other-form': otherForm,
  failover: otherProfile,
}

/** AWS has changed since the catalog was read: what it says now, else the next best that it says. */
async function nextCandidate(sendable: Sendable, { tried }: Progress): Promise<Passed | undefined> {
  const { region, resolution } = sendable
  await region.refreshCatalog()
  const renewed = resolveAndRemember(resolution.requested, contextOf(sendable))
  if (!('resolved' in renewed)) return undefined
  if (!tried.includes(renewed.resolved)) return { ...renewed, reason: 'healed' }
  const other = renewed.others.find(({ id }) => !tried.includes(id))
  return other && instead(renewed, other, 'healed')
}

/** The profile in place of the foundation model, or the other way round, once. */
async function otherForm(sendable: Sendable, { trial, tried, remedies }: Progress): Promise<Passed | undefined> {
  if (remedies.includes('other-form')) return undefined
  const isFoundationModel = trial.resolved === trial.modelId
  const other = isFoundationModel
    ? resolveAndRemember(trial.requested, contextOf(sendable, true))
    : trial.modelId && resolveAndRemember(trial.modelId, contextOf(sendable, false))
  if (!other || !('resolved' in other) || tried.includes(other.resolved)) return undefined
  return { ...other, requested: trial.requested, reason: 'healed' }
}

/** Another profile has a quota of its own. One is tried, once. */
async function otherProfile(
  { resolution, region }: Sendable,
  { tried, remedies }: Progress,
): Promise<Passed | undefined> {
  if (remedies.includes('failover')) return undefined
  const other = resolution.others.find(({ id }) => !tried.includes(id) && !region.coolDown.isOn(id))
  return other && instead(resolution, other, 'failover')
}

/** Bedrock being busy says nothing about which identifier is right. */
function learn(sendable: Sendable, worked: Passed, remedies: readonly Remedy[]): void {
  if (!remedies.some((remedy) => remedy !== 'failover')) return
  const { operation, region, resolution } = sendable
  region.learned.learn(operation.name, resolution.requested, contextOf(sendable), worked)
}
