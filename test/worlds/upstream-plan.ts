import type { Fault } from '../../src/simulator/faults.ts'
import { RUNTIME_TROUBLES, type RuntimeTrouble } from '../../src/simulator/runtime-troubles.ts'
import type { Chance } from './chance.ts'

/** What befalls one request upstream. Times are in milliseconds. */
export type UpstreamPlan = {
  /** Before anything of an answer comes. */
  readonly headAfter: number
  /** Between two pieces of a body. */
  readonly gap: () => number
  /** No head comes: the code of the error, and what is known of the connection. */
  readonly noHead?: { readonly code: string; readonly isReused: boolean; readonly hasAnswered: boolean }
  /** In place of what Bedrock would say. */
  readonly trouble?: RuntimeTrouble
  /** Blanks behind what it says: more than anybody would hold to look at it. */
  readonly padding?: number
  /** A head, and after this share of the body a cut, a proper end that comes too soon, or nothing any more. */
  readonly bodyEnds?: { readonly how: 'cut' | 'too-soon' | 'silence'; readonly atShare: number }
  /** How long the pieces are that a body comes in. */
  readonly pieceBytes: () => number
}

/** How likely each fate is, by the mood of a world. */
const MOODS = {
  calm: { well: 1 },
  mixed: { well: 60, troubled: 14, noHead: 14, bodyEnds: 12 },
  /** Nothing gets through. */
  lost: { well: 8, noHead: 92 },
  refusing: { well: 30, troubled: 70 },
  /** AWS changes what it lists, and nothing else happens. */
  shifting: { well: 1 },
} as const satisfies Record<string, Partial<Record<'well' | 'troubled' | 'noHead' | 'bodyEnds', number>>>

/** How a world feels about the proxy. */
export type Mood = keyof typeof MOODS

/** Makes up a mood. */
export function makeMood(chance: Chance): Mood {
  return chance.weighted({ mixed: 60, calm: 10, lost: 10, refusing: 10, shifting: 10 })
}

/** Codes of lost and failed connections, as undici and Node have them. */
const LOST = ['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'] as const
const CODES = [...LOST, 'ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_HEADERS_TIMEOUT'] as const

const TROUBLES = Object.keys(RUNTIME_TROUBLES) as RuntimeTrouble[]

/** Makes up what befalls the next request. */
export function planUpstream(chance: Chance, mood: Mood, idleTimeoutMs: number): UpstreamPlan {
  const fate = chance.weighted<'well' | 'troubled' | 'noHead' | 'bodyEnds'>({
    troubled: 0,
    noHead: 0,
    bodyEnds: 0,
    ...MOODS[mood],
  })
  const isSlow = chance.percent(10)
  const common = {
    headAfter: isSlow ? chance.between(1000, idleTimeoutMs - 1) : chance.between(1, 400),
    gap: () => (chance.percent(5) ? chance.between(1000, idleTimeoutMs - 1) : chance.between(1, 60)),
    pieceBytes: () => chance.pick([1, 50, 400, 4000]) * chance.between(1, 3),
  }
  if (fate === 'troubled')
    return { ...common, trouble: chance.pick(TROUBLES), padding: chance.percent(10) ? 20_000 : 0 }
  if (fate === 'bodyEnds') {
    const how = chance.pick(['cut', 'too-soon', 'silence'] as const)
    return { ...common, bodyEnds: { how, atShare: chance.fraction() } }
  }
  if (fate !== 'noHead') return common
  const code = chance.pick<string>(mood === 'lost' ? LOST : CODES)
  const isReused = chance.percent(60)
  const headAfter = code === 'UND_ERR_HEADERS_TIMEOUT' ? idleTimeoutMs : common.headAfter
  return { ...common, headAfter, noHead: { code, isReused, hasAnswered: isReused && chance.percent(30) } }
}

/** The status and the body of a trouble. */
export function troubleOf(name: RuntimeTrouble): Extract<Fault, { kind: 'status' }> {
  return RUNTIME_TROUBLES[name] as Extract<Fault, { kind: 'status' }>
}
