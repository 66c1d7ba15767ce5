import { AsyncLocalStorage } from 'node:async_hooks'
import { createChance } from './chance.ts'

/** Whose work the process does: timers belong to whom they were set for. */
const owner = new AsyncLocalStorage<number>()

/** Does something for somebody; the timers that it sets are his. */
export function onBehalfOf<Result>(number: number, work: () => Result): Result {
  return owner.run(number, work)
}

/** For whom something is being done; undefined where it is for all. */
export function inWhoseName(): number | undefined {
  return owner.getStore()
}

/** Does something for all: nobody has to wait for its timers. */
export function onBehalfOfAll<Result>(work: () => Result): Result {
  return owner.exit(work)
}

/** Time that passes only when it is told to, in the place of the timers and clocks of the process. */
export type VirtualTime = {
  /** Milliseconds since the world began. */
  now(): number
  /** Calls back after so many milliseconds. */
  after(ms: number, callback: () => void): void
  /** Lets time pass until nothing is due up to this moment; every promise that is due in between is kept. */
  advanceTo(ms: number): Promise<void>
  /** Advances until nothing is due any more, or until this moment. */
  runDry(untilMs: number): Promise<void>
  /** The timers of the proxy that are still to fire, of somebody or of all; one that fires again and again may serve many. */
  pending(of?: number): number
  /** Gives the process its own timers and clocks back. */
  uninstall(): void
}

/** What `setTimeout` gives back in Node, as far as anybody here uses it. */
class VirtualTimer {
  dueAt = 0
  order = 0
  readonly owner = owner.getStore()
  readonly callback: () => void
  readonly delayMs: number
  readonly repeats: boolean
  readonly isOfWorld: boolean
  readonly #queue: Queue

  constructor(queue: Queue, callback: () => void, delayMs: number, repeats: boolean, isOfWorld: boolean) {
    this.#queue = queue
    this.callback = callback
    this.delayMs = delayMs
    this.repeats = repeats
    this.isOfWorld = isOfWorld
    this.refresh()
  }

  refresh(): this {
    this.#queue.add(this)
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  hasRef(): boolean {
    return true
  }

  [Symbol.toPrimitive](): number {
    return this.order
  }
}

/** The timers that are to fire; few at a time, so a list is quick enough. */
class Queue {
  now = 0
  readonly timers = new Set<VirtualTimer>()
  #count = 0

  add(timer: VirtualTimer): void {
    timer.dueAt = this.now + Math.max(1, timer.delayMs || 0)
    timer.order = this.#count++
    this.timers.add(timer)
  }

  remove(timer: VirtualTimer): void {
    this.timers.delete(timer)
  }

  next(): VirtualTimer | undefined {
    let first: VirtualTimer | undefined
    for (const timer of this.timers) {
      if (!first || timer.dueAt < first.dueAt || (timer.dueAt === first.dueAt && timer.order < first.order))
        first = timer
    }
    return first
  }
}

/** When every world begins. */
export const BEGINNING = Date.parse('2026-11-29T12:00:00Z')

const REAL = {
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  dateNow: Date.now,
  random: Math.random,
}

/** Takes the place of the process's timers and clocks until it is uninstalled, and of what it leaves to chance: the same seed, the same. */
export function installVirtualTime(seed: number): VirtualTime {
  const queue = new Queue()
  const timer =
    (repeats: boolean) =>
    (callback: (...all: unknown[]) => void, ms = 1, ...all: unknown[]) =>
      new VirtualTimer(queue, () => callback(...all), ms, repeats, false)
  const clear = (timer: unknown) => {
    if (timer instanceof VirtualTimer) queue.remove(timer)
  }
  const performanceNow = performance.now
  Object.assign(globalThis, {
    setTimeout: timer(false),
    setInterval: timer(true),
    clearTimeout: clear,
    clearInterval: clear,
  })
  Date.now = () => BEGINNING + queue.now
  Math.random = createChance(seed).fraction
  performance.now = () => queue.now

  const advanceTo = async (ms: number) => {
    await settled()
    for (let due = queue.next(); due && due.dueAt <= ms; due = queue.next()) {
      queue.now = Math.max(queue.now, due.dueAt)
      if (due.repeats) queue.add(due)
      else queue.remove(due)
      due.callback()
      await settled()
    }
    queue.now = Math.max(queue.now, ms)
  }
  return {
    now: () => queue.now,
    after: (ms, callback) => void new VirtualTimer(queue, callback, ms, false, true),
    advanceTo,
    async runDry(untilMs) {
      for (let due = queue.next(); due && due.dueAt <= untilMs; due = queue.next()) await advanceTo(due.dueAt)
    },
    pending: (of) =>
      [...queue.timers].filter((one) => !one.isOfWorld && (of === undefined || (one.owner === of && !one.repeats)))
        .length,
    uninstall() {
      const { setTimeout, clearTimeout, setInterval, clearInterval } = REAL
      Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval })
      Date.now = REAL.dateNow
      Math.random = REAL.random
      performance.now = performanceNow
    },
  }
}

/** One turn of the real loop: every promise and every next tick that is due has run by then. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    REAL.setImmediate(resolve)
  })
}
