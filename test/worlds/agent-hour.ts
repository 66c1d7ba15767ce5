import type { Catalog } from '../../src/bedrock/catalog.ts'
import { DEFAULT_POLICY } from '../../src/bedrock/policy.ts'
import type { Routing } from '../../src/bedrock/routing.ts'
import { createPromptCaches } from '../../src/simulator/quotas/prompt-caches.ts'
import { createQuotas } from '../../src/simulator/quotas/quotas.ts'
import { type Agent, createAgent, type TurnOutcome, type TurnTaker } from './agent-traffic.ts'
import { createChance } from './chance.ts'
import { ClientRequest } from './client-request.ts'
import { ClientResponse } from './client-response.ts'
import { breachOf, moveBreachOf } from './policies.ts'
import { type Arrival, createVirtualLane } from './upstream-lane.ts'
import type { UpstreamPlan } from './upstream-plan.ts'
import { installVirtualTime, type VirtualTime } from './virtual-time.ts'
import { createAws } from './world-aws.ts'
import { createProxy, LIMITS, type WorldProxy } from './world-proxy.ts'

/** In which circumstances an hour is replayed. */
export type HourOptions = {
  readonly seed: number
  readonly failover: 'off' | 'throttling'
  /** None unless told. */
  readonly failoverRegions?: readonly string[]
  /** False where agents do not say which conversation a request is part of. */
  readonly namesSessions?: boolean
  readonly routing: Routing
  /** Tokens of quota that each profile has in a minute. */
  readonly tokensPerMinute: number
  /** Sixty unless told. */
  readonly minutes?: number
}

/** What an hour of agents came to. */
export type HourReport = {
  /** Turns that agents began, and those to which they had an answer, if only after tries of their own. */
  readonly turns: number
  readonly answered: number
  /** Requests that agents sent, and how many times the proxy sent one of them upstream beyond the first. */
  readonly requests: number
  readonly retries: number
  /** The most that the retries of any minute were beyond a tenth of its requests, or three; 0 where they kept to that. */
  readonly beyondBudget: number
  /** Requests whose answer is of another place than the first choice. */
  readonly failovers: number
  /** Conversations, and how often one of them was answered at another place than the time before. */
  readonly conversations: number
  readonly moves: number
  readonly regions: readonly string[]
  readonly cacheWriteTokens: number
  /** What went upstream and the policy does not allow. */
  readonly breaches: readonly string[]
}

const MINUTE_MS = 60_000
const AGENTS = 3
const MODEL = 'anthropic.claude-sonnet-4-6'
const MAX_BODY_BYTES = 1024 * 1024

/** Replays an hour of agents that talk to one model, in virtual time, in front of quotas and prompt caches as AWS keeps them. */
export async function replayAgentHour(options: HourOptions): Promise<HourReport> {
  const time = installVirtualTime(options.seed)
  try {
    const { seed, tokensPerMinute, minutes = 60 } = options
    const lengthMs = minutes * MINUTE_MS
    const chance = createChance(seed)
    const arrivals: Arrival[] = []
    const now = () => time.now()
    const aws = createAws(chance, time, 'calm', {
      quotas: createQuotas({ tokensPerMinute: () => tokensPerMinute }, now),
      promptCaches: createPromptCaches(now),
      outputTokens: answerLength,
    })
    const { idleTimeoutMs } = LIMITS
    const lane = { time, idleTimeoutMs, bedrock: aws.bedrock, plan: () => SMOOTH, arrivals }
    const proxy = createProxy(
      { aws, time, laneTo: (region) => createVirtualLane(lane, region), names: [] },
      settings(options),
      chance,
    )
    const sessions: string[] = []
    const takeTurn = turnsThrough(proxy, time, options, sessions)
    const agents = Array.from({ length: AGENTS }, (_, i) =>
      createAgent(i, takeTurn, createChance(seed * 1000 + i), time),
    )
    for (const agent of agents) agent.work(lengthMs)
    await time.advanceTo(lengthMs + 10 * MINUTE_MS)
    proxy.stop()
    await time.runDry(lengthMs + 120 * MINUTE_MS)
    return report(agents, { arrivals, proxy, sessions, listings: aws.listings })
  } finally {
    time.uninstall()
  }
}

/** Answers begin after a second and a half, and come in a few pieces. */
const SMOOTH: UpstreamPlan = { headAfter: 1_500, gap: () => 40, pieceBytes: () => 400 }

/** As long as the prompt makes it: the same for the same turn, whoever answers it. */
function answerLength(body: Readonly<Record<string, unknown>>): number {
  return 100 + (JSON.stringify(body.messages).length % 400)
}

function settings({ failover, failoverRegions = [], routing }: HourOptions) {
  return {
    room: { maxConcurrentRequests: 100, maxBufferedBytes: 64 * MAX_BODY_BYTES },
    policies: [{ from: 0, policy: { ...DEFAULT_POLICY, routing } }],
    failover,
    failoverRegions,
    repair: 'on' as const,
    limits: { ...LIMITS, maxBodyBytes: MAX_BODY_BYTES },
  }
}

/** Agents reach the model through the proxy, each try as a request of its own, whose number stands for its session. */
function turnsThrough(
  proxy: WorldProxy,
  time: VirtualTime,
  { namesSessions = true }: HourOptions,
  sessions: string[],
): TurnTaker {
  return (body, sessionId) =>
    new Promise<TurnOutcome>((resolve) => {
      const number = sessions.push(sessionId) - 1
      const response = new ClientResponse('HTTP/1.1', 65_536)
      const headers = {
        host: '127.0.0.1:8223',
        'user-agent': `agent-${number}`,
        'content-type': 'application/json',
        ...(namesSessions && { 'x-claude-code-session-id': sessionId }),
      }
      const url = `/model/${MODEL}/invoke-with-response-stream`
      const request = new ClientRequest({ method: 'POST', url, headers, body }, () => response.socketGone())
      response.onReadable = () => time.after(1, () => response.read(Number.POSITIVE_INFINITY))
      response.once('close', () => {
        request.break()
        resolve({
          status: response.status,
          isWhole: response.ending === 'whole',
          model: response.headers['x-bedrock-proxy-model'] ?? '',
        })
      })
      proxy.serve({ number, request, response })
      request.arrive(body)
      request.arriveWhole()
    })
}

/** What an hour has left behind. */
type Remains = {
  readonly arrivals: readonly Arrival[]
  readonly proxy: WorldProxy
  readonly sessions: readonly string[]
  readonly listings: readonly Catalog[]
}

function report(agents: readonly Agent[], remains: Remains): HourReport {
  const { arrivals, proxy, sessions } = remains
  const { records } = proxy
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
  return {
    turns: sum(agents.map(({ turns }) => turns())),
    answered: sum(agents.map(({ answered }) => answered())),
    requests: records.length,
    retries: arrivals.length - records.length,
    beyondBudget: beyondBudget(arrivals),
    failovers: records.filter(({ reason }) => reason === 'failover').length,
    conversations: new Set(sessions).size,
    moves: movesIn(remains),
    regions: [...new Set(arrivals.map(({ region }) => region))],
    cacheWriteTokens: sum(records.map(({ cacheWriteTokens = 0 }) => cacheWriteTokens)),
    breaches: breachesIn(remains),
  }
}

const HOME = 'eu-central-1'

function breachesIn({ arrivals, proxy: { policies }, listings }: Remains): string[] {
  const [first] = policies
  if (!first) return []
  return arrivals.flatMap(({ record, region: to }) => {
    const identifier = identifierIn(record)
    const ofMove = to === HOME ? undefined : moveBreachOf({ identifier, from: HOME, to }, first.policy, listings)
    const breach = breachOf(identifier, false, to, first.policy, listings) ?? ofMove
    return breach === undefined ? [] : [`${identifier} in ${to}: ${breach}`]
  })
}

function identifierIn({ path }: Arrival['record']): string {
  return decodeURIComponent(path.split('/')[2] ?? '')
}

/** Of the sends of one request, all but the first are retries. */
function beyondBudget(arrivals: readonly Arrival[]): number {
  const begun = new Set<number>()
  const [requests, retries]: [number[], number[]] = [[], []]
  let most = 0
  for (const { at, client } of arrivals) {
    const within = (times: readonly number[]) => times.filter((time) => time > at - MINUTE_MS).length
    if (begun.has(client)) {
      retries.push(at)
      most = Math.max(most, within(retries) - Math.max(3, within(requests) / 10))
    } else requests.push(at)
    begun.add(client)
  }
  return most
}

function movesIn({ arrivals, proxy: { records }, sessions }: Remains): number {
  const answered = new Set(records.filter(({ status }) => status === 200).map(({ of }) => of))
  const last = new Map<string, string>()
  let moves = 0
  const ofEachRequest = new Map(arrivals.map((arrival) => [arrival.client, arrival]))
  for (const { client, record, region } of ofEachRequest.values()) {
    if (!answered.has(client)) continue
    const session = sessions[client] ?? ''
    const place = `${region} ${identifierIn(record)}`
    if (last.has(session) && last.get(session) !== place) moves += 1
    last.set(session, place)
  }
  return moves
}
