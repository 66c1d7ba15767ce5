import { Counter, type Registry } from 'prom-client'
import { Tally } from './tally.ts'

/** A tally that is published at each scrape, as a counter of a registry. */
export function tallyCounter(registry: Registry, name: string, help: string, labelNames: readonly string[]): Tally {
  const tally = new Tally(labelNames)
  new Counter({
    name,
    help,
    labelNames,
    registers: [registry],
    collect() {
      this.reset()
      for (const { labels, count } of tally.rows()) this.inc(labels, count)
    },
  })
  return tally
}
