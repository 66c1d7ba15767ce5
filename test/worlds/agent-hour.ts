import { DEFAULT_POLICY } from '../../src/bedrock/policy.ts'
import type { Routing } from '../../src/bedrock/routing.ts'
import type { Failover } from '../../src/proxy/proxy-parts.ts'
import { createPromptCaches } from '../../src/simulator/quotas/prompt-caches.ts'
import { createQuotas } from '../../src/simulator/quotas/quotas.ts'
import { type Agent, createAgent, type TurnOutcome, type TurnTaker } from './agent-traffic.ts'
import { createChance } from './chance.ts'
import { ClientRequest } from './client-request.ts'
import { ClientResponse } from './client-response.ts'
import { breachOf } from './policies.ts'
import { type Arrival, createVirtualLane } from './upstream-lane.ts'
import type { UpstreamPlan } from './upstream-plan.ts'
import { installVirtualTime, type VirtualTime } from './virtual-time.ts'
import { createAws } from './world-aws.ts'
import { createProxy, LIMITS, type WorldProxy } from './world-proxy.ts'

/** In which circumstances an hour is replayed. */
export type HourOptions = {
  readonly seed: number
  readonly failover: Failover
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
  /** Requests whose answer is of another profile than the first choice. */
  readonly failovers: number
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
  const time = installVirtualTime()
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
    const takeTurn = turnsThrough(proxy, time)
    const agents = Array.from({ length: AGENTS }, (_, i) =>
      createAgent(i, takeTurn, createChance(seed * 1000 + i), time),
    )
    for (const agent of agents) agent.work(lengthMs)
    await time.advanceTo(lengthMs + 10 * MINUTE_MS)
    proxy.stop()
    await time.runDry(lengthMs + 120 * MINUTE_MS)
    return report(agents, arrivals, proxy, aws.listings)
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

function settings({ failover, routing }: HourOptions) {
  return {
    room: { maxConcurrentRequests: 100, maxBufferedBytes: 64 * MAX_BODY_BYTES },
    policies: [{ from: 0, policy: { ...DEFAULT_POLICY, routing } }],
    failover,
    repair: 'on' as const,
    limits: { ...LIMITS, maxBodyBytes: MAX_BODY_BYTES },
  }
}

/** Agents reach the model through the proxy, each try as a request of its own. */
function turnsThrough(proxy: WorldProxy, time: VirtualTime): TurnTaker {
  let number = 0
  return (body, sessionId) =>
    new Promise<TurnOutcome>((resolve) => {
      number += 1
      const response = new ClientResponse('HTTP/1.1', 65_536)
      const headers = {
        host: '127.0.0.1:8223',
        'user-agent': `agent-${number}`,
        'content-type': 'application/json',
        'x-claude-code-session-id': sessionId,
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

function report(
  agents: readonly Agent[],
  arrivals: readonly Arrival[],
  proxy: WorldProxy,
  listings: Parameters<typeof breachOf>[4],
): HourReport {
  const { records, policies } = proxy
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
  const [first] = policies
  const breaches = arrivals.flatMap(({ record, region }) => {
    const identifier = decodeURIComponent(record.path.split('/')[2] ?? '')
    const breach = first && breachOf(identifier, false, region, first.policy, listings)
    return breach === undefined ? [] : [`${identifier}: ${breach}`]
  })
  return {
    turns: sum(agents.map(({ turns }) => turns())),
    answered: sum(agents.map(({ answered }) => answered())),
    requests: records.length,
    retries: arrivals.length - records.length,
    failovers: records.filter(({ reason }) => reason === 'failover').length,
    cacheWriteTokens: sum(records.map(({ cacheWriteTokens = 0 }) => cacheWriteTokens)),
    breaches,
  }
}
