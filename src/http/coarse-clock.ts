import { Slots, type Slotted } from './slots.ts'

/** What is looked at with every tick, from its entry until it leaves. */
export type Watched = Slotted & { tick(): void }

/**
 * One timer for all limits on silence, in place of one for each request: whoever is watched counts the ticks that it sees, so that a
 * limit comes up to a tick too late. What the machine sleeps through is no tick. It stands still where nobody is watched.
 */
export class CoarseClock {
  readonly tickMs: number
  readonly #watched = new Slots<Watched>()
  #timer: NodeJS.Timeout | undefined

  constructor(tickMs: number) {
    this.tickMs = tickMs
  }

  enter(watched: Watched): void {
    this.#watched.add(watched)
    this.#timer ??= setInterval(() => this.#tick(), this.tickMs).unref()
  }

  leave(watched: Watched): void {
    this.#watched.remove(watched)
  }

  /** How many are watched. */
  get size(): number {
    return this.#watched.size
  }

  /** Only here is it stopped: requests come and go many times between two ticks. */
  #tick(): void {
    for (const watched of this.#watched) watched.tick()
    if (this.#watched.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}

const COARSEST_MS = 1_000
const FINEST_MS = 5
/** So many ticks make up a limit that is short. */
const TICKS = 10

/** The clock for a limit, which all limits of this length share. */
export function clockFor(limitMs: number): CoarseClock {
  const tickMs = Math.min(COARSEST_MS, Math.max(FINEST_MS, Math.floor(limitMs / TICKS)))
  const clock = CLOCKS.get(tickMs) ?? new CoarseClock(tickMs)
  CLOCKS.set(tickMs, clock)
  return clock
}

/** Does something once, when the limit has passed, up to a tick too late. What is returned calls it off. */
export function afterLimit(limitMs: number, act: () => void): () => void {
  const clock = clockFor(limitMs)
  // The first tick may come at once.
  let ticks = -1
  const waiting: Watched = {
    tick() {
      if (++ticks * clock.tickMs < limitMs) return
      clock.leave(waiting)
      act()
    },
  }
  clock.enter(waiting)
  return () => clock.leave(waiting)
}

const CLOCKS = new Map<number, CoarseClock>()
