import { createClientSessions } from '../../src/aws/client-sessions.ts'
import { createClock } from '../../src/aws/clock.ts'
import { createCredentialSource } from '../../src/aws/credential-source.ts'
import { troubleOf } from '../../src/aws/sign-in/credential-troubles.ts'
import { type Signer, signWith } from '../../src/aws/signer.ts'
import type { Catalog } from '../../src/bedrock/catalog.ts'
import type { Policy } from '../../src/bedrock/policy.ts'
import { METADATA_KEYS, type MetadataKey } from '../../src/bedrock/request-metadata.ts'
import { type CatalogKeeper, keepCatalog } from '../../src/catalog/keep-catalog.ts'
import { within } from '../../src/catalog/within.ts'
import type { Lane } from '../../src/proxy/exchange.ts'
import type { ProxyParts, RegionalParts } from '../../src/proxy/proxy-parts.ts'
import { createMemory } from '../../src/proxy/sending/memory.ts'
import { createRetryBudget } from '../../src/proxy/sending/retry-budget.ts'
import { createGuard, type Guard } from '../../src/server/create-guard.ts'
import { ANYBODY } from '../../src/server/identify-client.ts'
import { type ServerParts, serveRequest } from '../../src/server/serve-request.ts'
import type { RequestRecord } from '../../src/telemetry/request-record.ts'
import type { Chance } from './chance.ts'
import { FIRST_LISTINGS, OWN_NAMES, REGIONS } from './listings.ts'
import { makePolicy } from './policies.ts'
import type { Mood } from './upstream-plan.ts'
import { inWhoseName, onBehalfOf, onBehalfOfAll, type VirtualTime } from './virtual-time.ts'
import type { WorldAws } from './world-aws.ts'
import type { WorldClient } from './world-client.ts'

/** The limits of a world's proxy. */
export const LIMITS = { maxBodyBytes: 4096, idleTimeoutMs: 10_000 }

/** A record of the proxy's, of whose request it is, and when it was made. */
export type WorldRecord = RequestRecord & { readonly at: number; readonly of: number | undefined }

/** What the proxy needs of a client, and what it tells of it. */
export type ServedClient = Pick<WorldClient, 'number' | 'request' | 'response' | 'doneAt' | 'leftBehind'>

/** The proxy of a world, which is the real one but for its lanes. */
export type WorldProxy = {
  /** Takes a client's request in. */
  serve(client: ServedClient): void
  /** The policies that were in force, each from a moment on, the first one first. */
  readonly policies: readonly { readonly from: number; readonly policy: Policy }[]
  readonly records: readonly WorldRecord[]
  /** The Regions that throttled requests may go to. */
  readonly failoverRegions: readonly string[]
  /** Streams that are open, by the telemetry. */
  openStreams(): number
  /** What of the gate's room is not free; undefined where all of it is. */
  takenRoom(): string | undefined
  stop(): void
}

/** What a world's proxy stands in. */
export type ProxySurroundings = {
  readonly aws: WorldAws
  readonly time: VirtualTime
  readonly laneTo: (region: string) => Lane
  /** The names of the clients whose requests are signed with sessions of their own; none where all are signed alike. */
  readonly names: readonly string[]
}

/** What its settings say. */
export type ProxyChoices = {
  readonly room: Room
  /** The last one is in force; more may come. */
  readonly policies: { readonly from: number; readonly policy: Policy }[]
  readonly failover: 'off' | 'throttling'
  /** None unless told. */
  readonly failoverRegions?: readonly string[]
  readonly repair: 'on' | 'off'
  /** What Bedrock's logs are told of each request; nothing unless told. */
  readonly metadata?: readonly MetadataKey[]
  readonly limits: typeof LIMITS
}

/** Makes up settings, and when they change. */
export function chooseSettings(chance: Chance, time: VirtualTime, mood: Mood): ProxyChoices {
  return {
    room: roomFor(chance, mood),
    policies: makePolicies(chance, time, mood),
    failover: chance.percent(50) ? 'throttling' : 'off',
    failoverRegions: chance.percent(50) ? REGIONS : [],
    repair: chance.percent(80) ? 'on' : 'off',
    limits: LIMITS,
    metadata: chance.percent(40) ? METADATA_KEYS : [],
  }
}

/** Puts the proxy of a world together. */
export function createProxy(surroundings: ProxySurroundings, choices: ProxyChoices, chance: Chance): WorldProxy {
  const { time, names } = surroundings
  const { room, policies, failover, failoverRegions = [], repair, metadata = [], limits } = choices
  const clientToken = names.map((name) => ({ name, token: tokenOf(name) }))
  const guard = createGuard({ allowHosts: [], clientToken, limits: { ...room, ...limits }, quota: {} })
  const { records, openStreams, telemetry } = takeNotes(guard, time)
  const { signerOf, stop: stopSigning } = createSigners(surroundings)
  const { inRegion, stop: stopListing } = openRegions(surroundings, chance)
  const failoverParts = {
    elsewhere: () => failoverRegions.flatMap((region) => inRegion(region) ?? []),
    conversations: createMemory(() => time.now()),
    budget: createRetryBudget(() => time.now()),
  }
  const proxy: ProxyParts = {
    region: 'eu-central-1',
    inRegion,
    signerOf,
    policy: () => (policies.at(-1) as (typeof policies)[number]).policy,
    failover: () => (failover === 'throttling' ? failoverParts : undefined),
    metadata: () => metadata,
    repair: () => repair,
    limits,
    telemetry,
  }
  const parts: ServerParts = { ...guard, pages: [], proxy }
  return {
    policies,
    failoverRegions,
    records,
    openStreams,
    takenRoom: () => takenRoomOf(guard.gate, room),
    serve: (client) => serve(client, parts, time),
    stop() {
      stopSigning()
      stopListing()
    },
  }
}

/** The token that a client shows. */
export function tokenOf(name: string): string {
  return `token-of-${name}`
}

type Room = { readonly maxConcurrentRequests: number; readonly maxBufferedBytes: number }

function roomFor(chance: Chance, mood: Mood): Room {
  if (mood === 'calm' || mood === 'shifting') return { maxConcurrentRequests: 100, maxBufferedBytes: 1_000_000 }
  return { maxConcurrentRequests: chance.between(2, 12), maxBufferedBytes: chance.between(4096, 40_000) }
}

function takeNotes({ watch }: Guard, time: VirtualTime) {
  const records: WorldRecord[] = []
  let streams = 0
  const telemetry = watch({
    streamOpened() {
      streams += 1
    },
    streamClosed() {
      streams -= 1
    },
    requestFinished: (record) => void records.push({ ...record, at: time.now(), of: inWhoseName() }),
  })
  return { records, openStreams: () => streams, telemetry }
}

function makePolicies(chance: Chance, time: VirtualTime, mood: Mood): ProxyChoices['policies'] {
  const policies = [{ from: 0, policy: makePolicy(chance, OWN_NAMES) }]
  const change = () => policies.push({ from: time.now(), policy: makePolicy(chance, OWN_NAMES) })
  if (mood !== 'calm' && chance.percent(40)) time.after(chance.between(1, 20_000), change)
  return policies
}

/** One identity for all, or a session of a role for each client that has a name. */
function createSigners({ aws, names }: ProxySurroundings): { signerOf: ProxyParts['signerOf']; stop: () => void } {
  const explain = async () => ({ trouble: troubleOf('unknown', {}), files: [] })
  const own = createCredentialSource({ load: () => aws.lend('proxy'), explain })
  const clock = createClock()
  const ofAll = forAll(signWith(own, clock, 'proxy'))
  const roles = new Map(names.map((name) => [name, { roleArn: ROLE, tags: new Map<string, string>() }]))
  const sessions = createClientSessions({
    roles,
    assumeRole: (name, _role, by) => aws.assumeRole(name, by),
    own,
    clock,
  })
  return {
    signerOf: names.length === 0 ? () => ofAll : (client) => forAll(sessions.signerOf(client)),
    stop: own.stop,
  }
}

const ROLE = 'arn:aws:iam::123456789012:role/developers'

/** Credentials are looked up for whoever needs them next, not for the one who happens to ask. */
function forAll(signer: Signer): Signer {
  return {
    ...signer,
    inRegion(region, service) {
      const sign = signer.inRegion(region, service)
      return (request) => onBehalfOfAll(() => sign(request))
    },
  }
}

function openRegions({ aws, laneTo }: ProxySurroundings, chance: Chance) {
  const keepers = REGIONS.map((region): [string, CatalogKeeper] => [region, keeperOf(region, aws, chance)])
  const regions = new Map(keepers.map(([region, keeper]) => [region, regionOf(region, keeper, laneTo(region))]))
  for (const [, keeper] of keepers) keeper.start()
  return {
    inRegion: (region: string) => regions.get(region),
    stop() {
      for (const [, keeper] of keepers) keeper.stop()
    },
  }
}

function keeperOf(region: string, aws: WorldAws, chance: Chance): CatalogKeeper {
  const discover = async () => ({ catalog: await aws.list(region), missing: [] })
  const events = { onRefreshed: () => undefined, onFailed: () => undefined }
  return keepCatalog({ snapshot: FIRST_LISTINGS.get(region) as Catalog, discover }, events, chance.fraction)
}

const LISTING_LIMIT_MS = 2_000
const REFRESH_INTERVAL_MS = 30_000

function regionOf(region: string, keeper: CatalogKeeper, lane: Lane): RegionalParts {
  const upstream = { host: `bedrock.${region}.amazonaws.com`, service: 'bedrock' as const, lane }
  return {
    region,
    catalog: keeper.current,
    catalogReady: firstListing(keeper),
    refreshCatalog: () => onBehalfOfAll(() => within(LISTING_LIMIT_MS, keeper.refreshAtMostEvery(REFRESH_INTERVAL_MS))),
    memory: createMemory(),
    // The stream that runs both ways has sockets in it, and tests of its own.
    bidirectional: undefined as unknown as RegionalParts['bidirectional'],
    upstreams: { inference: upstream, relay: upstream, 'control-plane': upstream },
  }
}

/** From the first listing on nobody waits. */
function firstListing(keeper: CatalogKeeper): RegionalParts['catalogReady'] {
  let isOver = false
  return () =>
    isOver
      ? undefined
      : onBehalfOfAll(() => keeper.ready(LISTING_LIMIT_MS)).then(() => {
          isOver = true
        })
}

function serve(client: ServedClient, parts: ServerParts, time: VirtualTime): void {
  const { request, response, number } = client
  void onBehalfOf(number, () => serveRequest(request.asIncoming(), response.asOutgoing(), parts)).then(() => {
    client.doneAt = time.now()
    whenClosed(client, () => time.after(1, () => noteTimers(client, time)))
  })
}

/** Once it is answered and gone, nothing waits for it any more. */
function noteTimers(client: ServedClient, time: VirtualTime): void {
  const left = time.pending(client.number)
  if (left > 0) client.leftBehind = left
}

function whenClosed({ response }: ServedClient, then: () => void): void {
  if (response.ending) then()
  else response.once('close', then)
}

/** There must be room for as many requests, and as many bytes, as there was in the beginning. */
function takenRoomOf(gate: Guard['gate'], { maxConcurrentRequests, maxBufferedBytes }: Room): string | undefined {
  try {
    const [first] = Array.from({ length: maxConcurrentRequests }, () => gate.enter(ANYBODY))
    first?.reserve(maxBufferedBytes)
    return undefined
  } catch (error) {
    return String(error)
  }
}
