import type { DecisionReport } from '../../../src/bedrock/resolution-report.ts'
import type { PageMinute, PageOngoing, PageRequest, PageState } from '../../../src/page/page-data.ts'
import { requestWith, stateWith } from '../../page/page-requests.ts'

/** An hour of an agent's work, as the page would be told of it at a moment; the same each time. */
export function sampleHour(
  now: number,
  version: string,
): {
  readonly state: PageState
  readonly requests: readonly PageRequest[]
  readonly ongoing: readonly PageOngoing[]
} {
  const chance = createChance(7)
  const requests = Array.from({ length: 24 }, (_, i) => {
    const [kind] = KINDS.slice(i % KINDS.length)
    const totalMs = 900 + chance() * 14_000
    const time = new Date(now - (24 - i) * 9_700 - totalMs).toISOString()
    const firstByteMs = 380 + chance() * 900
    const tokens = { inputTokens: 40 + Math.floor(chance() * 2_400), outputTokens: 20 + Math.floor(chance() * 900) }
    return requestWith({ id: 189 + i, time, totalMs, firstByteMs, client: 'laptop', ...tokens, ...kind })
  })
  const state = stateWith({
    version,
    startedAt: new Date(now - 3 * 3_600_000).toISOString(),
    identity: {
      kind: 'credentials',
      from: 'profile dev (sso)',
      account: '…4821',
      until: new Date(now + 7_200_000).toISOString(),
    },
    policy: {
      routing: 'geo-first',
      failover: 'throttling',
      repair: 'on',
      limits: { 'allow-destinations': ['eu-*'] },
      names: [['sonnet', 'anthropic.claude-sonnet-4-6']],
    },
    catalogs: [{ region: 'eu-central-1', source: 'live', asOf: new Date(now - 240_000).toISOString(), models: 57 }],
    tokenRequired: true,
    underWay: 2,
    seen: 212,
    hour: minutesUntil(now, chance),
    learned: LEARNED.map((lesson) => ({
      ...lesson,
      region: 'eu-central-1',
      until: new Date(now + 2_400_000).toISOString(),
    })),
  })
  const ongoing = [4_300, 11_800].map((ms, i) => ({
    id: 2 - i,
    time: new Date(now - ms).toISOString(),
    operation: 'InvokeModelWithResponseStream',
    requestedModel: i === 0 ? SONNET : HAIKU,
    ...(i === 1 && { status: 200 }),
  }))
  return { state, requests, ongoing }
}

const HAIKU = 'anthropic.claude-haiku-4-5-20251001-v1:0'
const SONNET = 'anthropic.claude-sonnet-4-6'
const CACHE = { cacheReadTokens: 48_213, cacheWriteTokens: 1_902 }

/** What agents ask for, and how it goes. */
const KINDS: readonly Partial<PageRequest>[] = [
  { operation: 'InvokeModelWithResponseStream', ...CACHE, decision: decisionOn(SONNET) },
  {
    operation: 'InvokeModelWithResponseStream',
    requestedModel: HAIKU,
    sentModel: `eu.${HAIKU}`,
    decision: decisionOn(HAIKU),
  },
  { operation: 'ConverseStream', ...CACHE, decision: decisionOn(SONNET) },
  { operation: 'CountTokens', sentModel: SONNET, reason: 'takes-foundation-model', firstByteMs: 92, totalMs: 94 },
  {
    operation: 'InvokeModelWithResponseStream',
    attempts: 2,
    remedies: ['repair'],
    repaired: ['beta=advanced-tool-use-2025-11-20'],
    ...CACHE,
    decision: decisionOn(SONNET),
  },
  {
    operation: 'Converse',
    requestedModel: 'us.amazon.nova-lite-v1:0',
    sentModel: 'eu.amazon.nova-lite-v1:0',
    reason: 'foreign-geography',
  },
  {
    operation: 'ConverseStream',
    status: 429,
    refusal: 'throttled',
    advice: 'Bedrock throttles this model for your account. Come back later, or set --failover throttling.',
    attempts: 2,
    remedies: ['failover'],
    decision: decisionOn(SONNET),
  },
]

const LEARNED = [
  {
    kind: 'repair',
    operation: 'InvokeModelWithResponseStream',
    model: SONNET,
    what: 'beta=advanced-tool-use-2025-11-20',
  },
  { kind: 'cool-down', model: `global.${SONNET}` },
] as const

function decisionOn(model: string): DecisionReport {
  return {
    requested: model,
    resolved: `eu.${model}`,
    kind: 'profile',
    reason: 'geographic-profile',
    region: 'eu-central-1',
    geography: 'eu',
    destinationRegions: ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3'],
    source: 'live',
    candidates: [
      { id: `eu.${model}`, accepted: true, why: "a profile of this Region's geography" },
      { id: `global.${model}`, accepted: false, why: `allowed by routing geo-first, but eu.${model} was preferred` },
      { id: model, accepted: false, why: 'not on demand in eu-central-1' },
    ],
  }
}

/** A session of work, a break, and another one. */
function minutesUntil(now: number, chance: () => number): PageMinute[] {
  const last = Math.floor(now / 60_000) * 60_000
  return Array.from({ length: 60 }, (_, i) => ({ i, from: last - (59 - i) * 60_000 }))
    .filter(({ i }) => i < 19 || i > 30)
    .map(({ i, from }) => {
      const requests = 1 + Math.floor(chance() * 7 + 3 * Math.sin(i / 4) ** 2)
      const isThrottled = i === 41 || i === 42
      return {
        from,
        requests,
        failed: isThrottled ? 2 : 0,
        inputTokens: Math.floor(requests * 900 * chance()),
        outputTokens: Math.floor(requests * 420 * chance()),
        cacheReadTokens: Math.floor(requests * 2_100 * chance()),
        cacheWriteTokens: Math.floor(requests * 200 * chance()),
        firstByteMs: Math.floor(420 + chance() * 500 + (isThrottled ? 900 : 0)),
      }
    })
}

/** Numbers from 0 to 1 that look like chance and are not. */
function createChance(seed: number): () => number {
  let value = seed
  return () => {
    value = (value * 16_807) % 2_147_483_647
    return value / 2_147_483_647
  }
}
