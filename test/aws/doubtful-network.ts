import type { NetworkWatch } from '../../src/aws/network-watch.ts'

/** A network that is doubted when the test says so: at once, or when somebody is about to pick a connection. */
export type DoubtfulNetwork = NetworkWatch & {
  doubt(): void
  doubtAtNextCheck(): void
  /** How many are told of doubts. */
  readonly listeners: number
}

export function doubtfulNetwork(): DoubtfulNetwork {
  const listeners = new Set<() => void>()
  let isDoubtDue = false
  const doubt = () => {
    for (const listener of listeners) listener()
  }
  return {
    doubt,
    doubtAtNextCheck() {
      isDoubtDue = true
    },
    check() {
      if (isDoubtDue) doubt()
      isDoubtDue = false
    },
    onDoubt(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    get listeners() {
      return listeners.size
    },
  }
}
