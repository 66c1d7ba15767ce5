import { askSomething } from './asked-requests.ts'
import { createChance } from './chance.ts'
import { checkClient, metadataIn } from './check-client.ts'
import { FEW_NAMES, NAMES, REGIONS } from './listings.ts'
import { breachOf, moveBreachOf } from './policies.ts'
import { type Arrival, createVirtualLane } from './upstream-lane.ts'
import { makeMood, planUpstream } from './upstream-plan.ts'
import { installVirtualTime, type VirtualTime } from './virtual-time.ts'
import { createAws, type WorldAws } from './world-aws.ts'
import { createClient, planClient, playClient, type WorldClient } from './world-client.ts'
import { chooseSettings, createProxy, LIMITS, type WorldProxy, type WorldRecord } from './world-proxy.ts'

/** What came of a world. */
export type WorldReport = {
  readonly seed: number
  /** Every promise that was broken; none, where all is well. */
  readonly violations: readonly string[]
  /** What happened, line by line: the same for the same seed. */
  readonly trace: readonly string[]
  readonly requests: number
  /** What befell its requests: endings, remedies, errors of ours. */
  readonly seen: readonly string[]
}

/** No world lasts longer: everything in it is over in an hour and some. */
const END_MS = 6 * 3_600_000
/** Rests of a refused body are read for so long after an answer. */
const AFTERMATH_MS = 60_000

/** Lets a world happen from its first request to the last, with the proxy in its midst, and looks whether every promise was kept. */
export async function runWorld(seed: number): Promise<WorldReport> {
  const time = installVirtualTime(seed)
  const violations: string[] = []
  const onRejection = (reason: unknown) => violations.push(`a promise was left rejected: ${reason}`)
  process.on('unhandledRejection', onRejection)
  try {
    const world = createWorld(seed, time)
    await time.runDry(END_MS)
    world.proxy.stop()
    await time.advanceTo(time.now() + AFTERMATH_MS)
    violations.push(...violationsIn(world, time))
    return { seed, violations, trace: traceOf(world), requests: world.clients.length, seen: seenIn(world) }
  } finally {
    process.off('unhandledRejection', onRejection)
    time.uninstall()
  }
}

type World = {
  readonly clients: WorldClient[]
  readonly arrivals: Arrival[]
  readonly aws: WorldAws
  readonly proxy: WorldProxy
  readonly isCalm: boolean
}

function createWorld(seed: number, time: VirtualTime): World {
  const chance = createChance(seed)
  const mood = makeMood(chance)
  const isCalm = mood === 'calm'
  const arrivals: Arrival[] = []
  const aws = createAws(chance, time, mood)
  const { idleTimeoutMs } = LIMITS
  const plan = () => planUpstream(chance, mood, idleTimeoutMs)
  const laneTo = (region: string) =>
    createVirtualLane({ time, idleTimeoutMs, bedrock: aws.bedrock, plan, arrivals }, region)
  const names = chance.percent(40) ? ['alice', 'bob'] : []
  const proxy = createProxy({ aws, time, laneTo, names }, chooseSettings(chance, time, mood), chance)
  const clients = Array.from({ length: mood === 'shifting' ? 12 : chance.between(1, 8) }, (_, number) => {
    const asked = askSomething(chance, number, {
      models: mood === 'shifting' ? FEW_NAMES : NAMES,
      regions: REGIONS,
      names,
    })
    return createClient(number, asked, planClient(chance, asked, isCalm))
  })
  for (const client of clients) {
    time.after(client.plan.beginsAt, () => {
      client.beganAt = time.now()
      proxy.serve(client)
      playClient(client, time, chance)
    })
  }
  // The proxy keeps asking for listings as long as it runs.
  time.after(LAST_MOMENT_MS, () => proxy.stop())
  return { clients, arrivals, aws, proxy, isCalm }
}

/** By then every client has begun, and whatever it wants is done. */
const LAST_MOMENT_MS = 4_000_000

function violationsIn({ clients, arrivals, aws, proxy, isCalm }: World, time: VirtualTime): string[] {
  const ofClients = clients.flatMap((client) => {
    const story = {
      client,
      arrivals: arrivals.filter((one) => one.client === client.number),
      records: recordsOf(client, proxy),
      isCalm,
    }
    return [...checkClient(story)].map((problem) => `client ${client.number}: ${problem}`)
  })
  const breaches = arrivals.flatMap((arrival) => breachesOf(arrival, clients, aws, proxy))
  const room = proxy.takenRoom()
  return [
    ...ofClients,
    ...breaches,
    ...(proxy.openStreams() === 0 ? [] : [`${proxy.openStreams()} streams are still open`]),
    ...(room === undefined ? [] : [`the gate has not all of its room back: ${room}`]),
    ...(time.pending() === 0 ? [] : [`${time.pending()} timers are still to fire`]),
  ]
}

function recordsOf({ number }: WorldClient, { records }: WorldProxy): WorldRecord[] {
  return records.filter(({ of }) => of === number)
}

/** A request may have met any policy that was in force from its beginning to its sending. */
function breachesOf(
  arrival: Arrival,
  clients: readonly WorldClient[],
  aws: WorldAws,
  { policies, failoverRegions }: WorldProxy,
): string[] {
  const model = modelIn(arrival)
  const { beganAt = 0, asked } = clients[arrival.client] ?? {}
  const [, from = REGIONS[0] as string] = /^\/([a-z]+(?:-[a-z]+)+-\d)\//.exec(asked?.url ?? '') ?? []
  const to = arrival.region
  if (to !== from && !failoverRegions.includes(to))
    return [`client ${arrival.client} was sent to ${to}, which it did not name`]
  if (model === undefined) return []
  const { identifier, isCounted } = model
  const met = policies.filter(({ from }, i) => from <= arrival.at && (policies[i + 1]?.from ?? END_MS) >= beganAt)
  const breaches = met.map(
    ({ policy }) =>
      breachOf(identifier, isCounted, to, policy, aws.listings) ??
      (to === from ? undefined : moveBreachOf({ identifier, from, to }, policy, aws.listings)),
  )
  return breaches.every((breach) => breach !== undefined)
    ? [`client ${arrival.client}: ${identifier} went up in ${to}, and ${breaches[0]}`]
    : []
}

/** The model of a request as it went up. */
function modelIn({ record: { path, body } }: Arrival): { identifier: string; isCounted: boolean } | undefined {
  const [, inPath, operation] = /^\/model\/([^/]+)\/(.+)$/.exec(path) ?? []
  if (inPath) return { identifier: decodeURIComponent(inPath), isCounted: operation === 'count-tokens' }
  const inBody = /"model":"([^"]+)"/.exec(body.toString())?.[1]
  return inBody === undefined ? undefined : { identifier: inBody, isCounted: false }
}

function seenIn({ proxy, arrivals }: World): string[] {
  const told = arrivals.some((arrival) => metadataIn(arrival) !== undefined) ? ['metadata'] : []
  return told.concat(
    proxy.records.flatMap(({ ending, remedies = [], error, movedFrom, region }) => [
      ending,
      ...remedies,
      ...(error ? [error] : []),
      ...(movedFrom !== undefined && !movedFrom.startsWith(`${region}/`) ? ['another Region'] : []),
    ]),
  )
}

function traceOf({ clients, arrivals, proxy }: World): string[] {
  const events = [
    ...clients.map(({ beganAt = -1, number, asked, plan }) => ({
      at: beganAt,
      text: `client ${number} asks ${asked.method} ${asked.url} over ${plan.over}, ${asked.body.length} bytes, model ${asked.model ?? '-'}`,
    })),
    ...arrivals.map(({ at, client, record, plan, region }) => ({
      at,
      text: `  client ${client} is sent to ${region}: ${record.path}${fateOf(plan)}`,
    })),
    ...proxy.records.map(({ at, of, status, ending, attempts, error = '', remedies = [] }) => ({
      at,
      text: `  client ${of} got ${status} ${ending} after ${attempts} sends ${error} ${remedies.join(' ')}`.trimEnd(),
    })),
    ...proxy.policies.map(({ from, policy }) => ({ at: from, text: `policy ${JSON.stringify(policy)}` })),
    ...clients.map(({ doneAt = -1, number, response }) => ({
      at: doneAt,
      text: `  client ${number} saw ${response.status} ${response.ending}, ${response.received().length} bytes`,
    })),
  ]
  return events.sort((a, b) => a.at - b.at).map(({ at, text }) => `${String(at).padStart(8)} ${text}`)
}

function fateOf({ noHead, trouble, bodyEnds }: Arrival['plan']): string {
  if (noHead)
    return `, no head: ${noHead.code}${noHead.isReused ? ', reused' : ''}${noHead.hasAnswered ? ', answered' : ''}`
  if (trouble) return `, ${trouble}`
  return bodyEnds ? `, ${bodyEnds.how} at ${bodyEnds.atShare.toFixed(2)}` : ''
}
