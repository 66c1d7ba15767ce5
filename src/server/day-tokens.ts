const DAY_MS = 24 * 60 * 60_000

/** What clients have used on one day, by its number since 1970. A client without a name is the empty one. */
export type DayCount = { readonly day: number; readonly tokens: ReadonlyMap<string, number> }

/** The tokens of each client since midnight UTC. */
export class DayTokens {
  readonly #now: () => number
  #day = 0
  #tokens = new Map<string, number>()
  #onSpent = (): void => undefined

  constructor(now = Date.now) {
    this.#now = now
  }

  /** What a client has used today. */
  usedBy(client: string): number {
    this.#turn()
    return this.#tokens.get(client) ?? 0
  }

  /** A client has used so many more. */
  spend(client: string, tokens: number): void {
    if (tokens === 0) return
    this.add(client, tokens)
    this.#onSpent()
  }

  /** The same, of tokens that were told of elsewhere: nobody is told of them here. */
  add(client: string, tokens: number): void {
    const before = this.usedBy(client)
    this.#tokens.set(client, before + tokens)
  }

  /** Whom to tell when something was spent. */
  watch(onSpent: () => void): void {
    this.#onSpent = onSpent
  }

  /** What has been counted today, as it is now. */
  count(): DayCount {
    this.#turn()
    return { day: this.#day, tokens: new Map(this.#tokens) }
  }

  /** When the day ends, in milliseconds since 1970. */
  get endsAtMs(): number {
    return (this.#turn() + 1) * DAY_MS
  }

  /** A day that is over counts no more. */
  #turn(): number {
    const today = Math.floor(this.#now() / DAY_MS)
    if (today !== this.#day) this.#tokens = new Map()
    this.#day = today
    return today
  }
}
