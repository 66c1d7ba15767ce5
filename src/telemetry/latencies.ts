import type { Histogram } from 'prom-client'

/** How often it took how long, for one operation: the last number is for all that took longer than the last bucket. */
type Seen = { readonly counts: number[]; sumSeconds: number }

const BUCKETS_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900]

/** Times of operations as a histogram of Prometheus, kept in plain numbers: every request adds to it, and only a scrape asks. */
export class Latencies {
  readonly #name: string
  readonly #help: string
  readonly #byOperation = new Map<string, Seen>()

  constructor(name: string, help: string) {
    this.#name = name
    this.#help = help
  }

  add(operation: string, seconds: number): void {
    const known = this.#byOperation.get(operation)
    const seen = known ?? { counts: BUCKETS_SECONDS.map(() => 0).concat(0), sumSeconds: 0 }
    if (!known) this.#byOperation.set(operation, seen)
    let bucket = 0
    while (seconds > (BUCKETS_SECONDS[bucket] ?? Number.POSITIVE_INFINITY)) bucket++
    seen.counts[bucket] = (seen.counts[bucket] ?? 0) + 1
    seen.sumSeconds += seconds
  }

  /** For a registry: it reads of a metric what stands here, and a histogram of its own would hash its labels for every request. */
  metric(): Histogram {
    const facts = { name: this.#name, help: this.#help, type: 'histogram', aggregator: 'sum' }
    return { ...facts, get: async () => ({ ...facts, values: this.#values() }) } as unknown as Histogram
  }

  #values(): object[] {
    return [...this.#byOperation].flatMap(([operation, { counts, sumSeconds }]) => {
      let soFar = 0
      const buckets = counts.map((count, i) => {
        soFar += count
        return this.#value('bucket', { le: BUCKETS_SECONDS[i] ?? '+Inf', operation }, soFar)
      })
      return [...buckets, this.#value('sum', { operation }, sumSeconds), this.#value('count', { operation }, soFar)]
    })
  }

  #value(part: string, labels: object, value: number): object {
    return { metricName: `${this.#name}_${part}`, labels, value }
  }
}
