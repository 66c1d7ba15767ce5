import { durationText, shortCount } from '../in-words.ts'
import type { PageMinute } from '../page-data.ts'

/** One of the rows of the drawing. */
export type Lane = {
  readonly name: string
  /** How high it goes, in words. */
  readonly told: string
  readonly bars: readonly Bar[]
}

/** A part of a minute's column, in units of the drawing. */
type Bar = { readonly kind: string; readonly minute: number; readonly bottom: number; readonly height: number }

/** A column of the drawing is a minute. */
export const MINUTE_MS = 60_000
/** How many columns there are. */
export const MINUTES = 60
/** Ten units for each. */
export const WIDTH = MINUTES * 10
/** In units; lanes stand one below the other. */
export const LANE_HEIGHT = 26
const GAP = 8
/** What there is at all can be seen. */
const LEAST_HEIGHT = 1.5

/** Where a lane begins; of the one behind the last, where the drawing ends. */
export function laneTop(lane: number): number {
  return lane * (LANE_HEIGHT + GAP)
}

/** What is stacked in a lane, from the bottom up, and what of a minute each is. */
type LaneRow = {
  readonly name: string
  readonly parts: readonly (readonly [kind: string, value: (minute: PageMinute) => number])[]
  readonly tell: (highest: number, minutes: readonly PageMinute[]) => string
}

const ROWS: readonly LaneRow[] = [
  {
    name: 'Requests',
    parts: [
      ['failed', ({ failed }) => failed],
      ['done', ({ requests, failed }) => requests - failed],
    ],
    tell: (highest, minutes) =>
      `${shortCount(sum(minutes, ({ requests }) => requests))}, at most ${shortCount(highest)} a minute`,
  },
  {
    name: 'Tokens',
    parts: [
      ['out', ({ outputTokens }) => outputTokens],
      ['in', ({ inputTokens }) => inputTokens],
      ['cache', ({ cacheReadTokens, cacheWriteTokens }) => cacheReadTokens + cacheWriteTokens],
    ],
    tell: (_highest, minutes) =>
      `${shortCount(sum(minutes, ({ inputTokens }) => inputTokens))} in, ${shortCount(sum(minutes, ({ outputTokens }) => outputTokens))} out, ${shortCount(sum(minutes, ({ cacheReadTokens, cacheWriteTokens }) => cacheReadTokens + cacheWriteTokens))} cached`,
  },
  {
    name: 'First byte',
    parts: [['wait', ({ firstByteMs = 0 }) => firstByteMs]],
    tell: (highest) => (highest === 0 ? 'no answer yet' : `median up to ${durationText(highest)}`),
  },
]

/** The lanes of the minutes from a moment on. */
export function lanesOf(minutes: readonly PageMinute[], from: number): Lane[] {
  const shown = minutes.filter((minute) => minute.from >= from && minute.from < from + MINUTES * MINUTE_MS)
  return ROWS.map(({ name, parts, tell }) => {
    const highest = Math.max(0, ...shown.map((minute) => parts.reduce((all, [, value]) => all + value(minute), 0)))
    const bars = shown.flatMap((minute) => column(minute, (minute.from - from) / MINUTE_MS, parts, highest))
    return { name, told: tell(highest, shown), bars }
  })
}

function column(minute: PageMinute, place: number, parts: LaneRow['parts'], highest: number): Bar[] {
  let bottom = 0
  return parts.flatMap(([kind, value]) => {
    if (value(minute) === 0) return []
    const height = Math.max((value(minute) / highest) * LANE_HEIGHT, LEAST_HEIGHT)
    const bar = { kind, minute: place, bottom, height }
    bottom += height
    return [bar]
  })
}

function sum(minutes: readonly PageMinute[], value: (minute: PageMinute) => number): number {
  return minutes.reduce((all, minute) => all + value(minute), 0)
}
