import type { Fault } from './faults.ts'

/** Faults in the order in which they were ordered; each strikes once. */
export type FaultQueue = {
  add(fault: Fault): void
  /** The fault that the next runtime request suffers. `close-idle` waits for a connection that has served one before. */
  take(connectionIsReused: boolean): Fault | undefined
}

/** An empty queue: nothing is wrong until somebody orders it. */
export function createFaultQueue(): FaultQueue {
  const faults: Fault[] = []
  return {
    add: (fault) => faults.push(fault),
    take: (connectionIsReused) => {
      const isDue = faults[0]?.kind !== 'close-idle' || connectionIsReused
      return isDue ? faults.shift() : undefined
    },
  }
}
