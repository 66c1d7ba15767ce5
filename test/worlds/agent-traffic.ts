import type { Chance } from './chance.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What came of one try of a turn. */
export type TurnOutcome = { readonly status: number; readonly isWhole: boolean; readonly model: string }

/** Sends one request of an agent's and waits for its answer. */
export type TurnTaker = (body: Buffer, sessionId: string) => Promise<TurnOutcome>

/** An agent that works, and what it has come to. */
export type Agent = {
  /** Takes turn after turn, until so many milliseconds have passed. */
  work(untilMs: number): void
  turns(): number
  answered(): number
}

/** As agents and their SDKs have it. */
const MAX_TRIES = 4
const FIRST_BACKOFF_MS = 1_000
const MAX_TOKENS = 1_024
/** Scaled down from what agents send, and so are the quotas: the same ratios in less time. */
const SYSTEM_BYTES = 4_600
const TURN_BYTES = 500
const TURNS_OF_CONVERSATION = 20

/** An agent that has yet to begin: conversations that grow turn by turn, cached as Claude Code caches, with pauses for tools and people. */
export function createAgent(number: number, takeTurn: TurnTaker, chance: Chance, time: VirtualTime): Agent {
  let [turns, answered] = [0, 0]
  const wait = (ms: number) => new Promise<void>((resolve) => time.after(ms, resolve))
  const converse = async (conversation: number, untilMs: number) => {
    const talk = createTalk(number, conversation)
    for (let turn = 0; turn < TURNS_OF_CONVERSATION && time.now() < untilMs; turn++) {
      turns += 1
      if (await takePatiently(talk.body(turn), talk.id, takeTurn, wait)) answered += 1
      await wait(chance.percent(15) ? chance.between(20_000, 90_000) : chance.between(500, 9_000))
    }
  }
  return {
    async work(untilMs) {
      await wait(chance.between(1, 20_000))
      for (let conversation = 0; time.now() < untilMs; conversation++) await converse(conversation, untilMs)
    },
    turns: () => turns,
    answered: () => answered,
  }
}

/** Tries again where it was throttled, later and later, as SDKs do. */
async function takePatiently(
  body: Buffer,
  sessionId: string,
  takeTurn: TurnTaker,
  wait: (ms: number) => Promise<void>,
): Promise<boolean> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const { status, isWhole } = await takeTurn(body, sessionId)
    if (status === 200 && isWhole) return true
    if (status !== 429 && status !== 503) return false
    await wait(FIRST_BACKOFF_MS * 2 ** attempt)
  }
  return false
}

type Talk = { readonly id: string; readonly body: (turn: number) => Buffer }

const CACHED = { cache_control: { type: 'ephemeral' } }

/** What is said in a conversation: each turn repeats everything before it. */
function createTalk(agent: number, conversation: number): Talk {
  const words = (topic: string, bytes: number) => `${topic} `.repeat(Math.ceil(bytes / (topic.length + 1)))
  const system = [{ type: 'text', text: words(`agent-${agent}`, SYSTEM_BYTES), ...CACHED }]
  const said = (turn: number, isLast: boolean) => [
    {
      role: 'user',
      content: [{ type: 'text', text: words(`${conversation}-${turn}`, TURN_BYTES), ...(isLast && CACHED) }],
    },
    ...(isLast ? [] : [{ role: 'assistant', content: [{ type: 'text', text: `Done with ${turn}.` }] }]),
  ]
  return {
    id: `session-${agent}-${conversation}`,
    body(turn) {
      const messages = Array.from({ length: turn + 1 }, (_, i) => said(i, i === turn)).flat()
      return Buffer.from(
        JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: MAX_TOKENS, system, messages }),
      )
    },
  }
}
