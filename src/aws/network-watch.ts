import { networkInterfaces } from 'node:os'

/** What is looked at, handed in by tests. */
export type NetworkSenses = {
  /** Wall clock in milliseconds: on macOS the monotonic one runs on while the machine sleeps. */
  readonly now: () => number
  /** The addresses of this machine, in one text; throws where the system has no more files for the question. */
  readonly addresses: () => string
}

/** Tells when connections that stand idle may have died in silence. */
export type NetworkWatch = {
  /** Looks at the clock now; to be called before an idle connection is picked, for a tick may be just about to come. */
  check(): void
  /** Calls the listener at each doubt from now on, until what is returned is called. Nothing is watched without a listener. */
  onDoubt(listener: () => void): () => void
}

const TICK_MS = 1_000
/** A tick that comes later than this was slept through. A busy process is late as well, and pays one handshake for it. */
const LATE_MS = 5_000

/**
 * Doubts the idle connections after a sleep, which is seen as a tick that comes late, and after a change of network, which
 * is seen as other addresses of this machine.
 */
export function watchNetwork(senses: NetworkSenses = OWN_SENSES): NetworkWatch {
  const listeners = new Set<() => void>()
  let ticks: NodeJS.Timeout | undefined
  let lastTick = 0
  let addresses = ''

  function check(): void {
    if (ticks && senses.now() - lastTick > TICK_MS + LATE_MS) doubt()
  }
  function tick(): void {
    const before = addresses
    addresses = addressesOf(senses) ?? before
    if (addresses === before) check()
    else doubt()
    lastTick = senses.now()
  }
  function doubt(): void {
    lastTick = senses.now()
    for (const listener of listeners) listener()
  }
  function start(): void {
    lastTick = senses.now()
    addresses = addressesOf(senses) ?? ''
    ticks = setInterval(tick, TICK_MS).unref()
  }
  return {
    check,
    onDoubt(listener) {
      if (listeners.size === 0) start()
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearInterval(ticks)
        ticks = undefined
      }
    },
  }
}

function addressesOf(senses: NetworkSenses): string | undefined {
  try {
    return senses.addresses()
  } catch {
    return undefined
  }
}

const OWN_SENSES: NetworkSenses = {
  now: Date.now,
  addresses: () =>
    Object.entries(networkInterfaces())
      .flatMap(([name, addresses = []]) => addresses.map(({ address }) => `${name} ${address}`))
      .sort()
      .join(),
}
