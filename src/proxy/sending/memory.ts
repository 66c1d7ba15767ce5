/** One kind of thing that is learned from answers, and for how long it holds. */
export type Topic<Value> = {
  readonly name: string
  readonly holdsForMs: number
  /** Says for the compiler what is learned; never there. */
  readonly sample?: Value
}

/** Something that was learned of something, and for how many milliseconds more it holds. */
export type Lesson<Value> = { readonly about: string; readonly value: Value; readonly holdsForMs: number }

/** What was learned from the answers of one Region. */
export type Memory = {
  /** True where there is nothing to ask. */
  readonly isEmpty: boolean
  /** What was learned of something; undefined where nothing was, or too long ago. */
  recall<Value>(topic: Topic<Value>, about: string): Value | undefined
  /** For how many milliseconds more something holds; 0 where nothing was learned of it. */
  holdsFor(topic: Topic<unknown>, about: string): number
  /** Everything that was learned of a kind and still holds, oldest first. */
  known<Value>(topic: Topic<Value>): readonly Lesson<Value>[]
  /** Keeps something for as long as its topic says, or for as long as is given. */
  learn<Value>(topic: Topic<Value>, about: string, value: Value, forMs?: number): void
  /** Forgets one thing. */
  unlearn(topic: Topic<unknown>, about: string): void
  /** Forgets everything. */
  forget(): void
}

/** Far more than the models and routes that anybody calls at once. */
const MAX_KEPT = 1000

/** A memory that is empty yet. When it is full, what was learned first goes first. */
export function createMemory(now = Date.now, maxKept = MAX_KEPT): Memory {
  const kept = new Map<string, { readonly value: unknown; readonly until: number }>()
  return {
    get isEmpty() {
      return kept.size === 0
    },
    recall<Value>({ name }: Topic<Value>, about: string) {
      const key = `${name} ${about}`
      const lesson = kept.get(key)
      if (lesson === undefined) return undefined
      if (lesson.until > now()) return lesson.value as Value
      kept.delete(key)
      return undefined
    },
    holdsFor({ name }, about) {
      return Math.max(0, (kept.get(`${name} ${about}`)?.until ?? 0) - now())
    },
    known<Value>({ name }: Topic<Value>) {
      return [...kept].flatMap(([key, { value, until }]): Lesson<Value>[] => {
        const holdsForMs = until - now()
        if (holdsForMs <= 0 || !key.startsWith(`${name} `)) return []
        return [{ about: key.slice(name.length + 1), value: value as Value, holdsForMs }]
      })
    },
    learn({ name, holdsForMs }, about, value, forMs = holdsForMs) {
      const key = `${name} ${about}`
      kept.delete(key)
      for (const oldest of kept.keys()) {
        if (kept.size < maxKept) break
        kept.delete(oldest)
      }
      kept.set(key, { value, until: now() + forMs })
    },
    unlearn: ({ name }, about) => void kept.delete(`${name} ${about}`),
    forget: () => kept.clear(),
  }
}
