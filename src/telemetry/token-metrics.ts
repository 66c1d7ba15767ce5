import { Gauge, type Registry } from 'prom-client'
import type { RequestRecord } from './request-record.ts'
import { Tally } from './tally.ts'
import { tallyCounter } from './tally-counter.ts'

/** Counts what a finished request has used. */
export type CountTokens = (record: RequestRecord, model: string) => void

const KINDS = [
  ['input', 'inputTokens'],
  ['output', 'outputTokens'],
  ['cache-read', 'cacheReadTokens'],
  ['cache-write', 'cacheWriteTokens'],
] as const

const TIMES_TO_LIVE = [
  ['5m', 'cacheWrite5mTokens'],
  ['1h', 'cacheWrite1hTokens'],
] as const

/** The metrics that tell of tokens, in a registry: how many of each kind, how well the prompt caches work, and what nobody told. */
export function tokenMetrics(registry: Registry): CountTokens {
  const counted = {
    tokens: tallyCounter(
      registry,
      'bedrock_proxy_tokens_total',
      'Tokens as Bedrock counted them, by their kind: input, output, cache-read, cache-write.',
      ['model', 'client', 'class', 'kind'],
    ),
    written: tallyCounter(
      registry,
      'bedrock_proxy_cache_write_tokens_total',
      'Tokens written to the prompt cache, by how long they were written for, where Bedrock told: 5m, 1h.',
      ['model', 'client', 'class', 'ttl'],
    ),
    untold: tallyCounter(
      registry,
      'bedrock_proxy_untold_usage_total',
      'Answers of models for which no token count had been told when they ended, such as a ConverseStream that its client left.',
      ['model', 'client'],
    ),
    ratio: cacheHitRatio(registry),
  }
  return (record, model) => countTokens(counted, record, model)
}

type Counted = { readonly tokens: Tally; readonly written: Tally; readonly untold: Tally; readonly ratio: CountTokens }

function countTokens({ tokens, written, untold, ratio }: Counted, record: RequestRecord, model: string): void {
  const { client, requestClass } = record
  for (const [kind, field] of KINDS) {
    const count = record[field]
    if (count) tokens.add(count, model, client, requestClass, kind)
  }
  for (const [ttl, field] of TIMES_TO_LIVE) {
    const count = record[field]
    if (count) written.add(count, model, client, requestClass, ttl)
  }
  if (record.usage === 'untold') untold.add(1, model, client)
  ratio(record, model)
}

/** Requests of which nobody told what the cache did count neither way. */
function cacheHitRatio(registry: Registry): CountTokens {
  const names = ['model', 'client']
  const read = new Tally(names)
  const all = new Tally(names)
  new Gauge({
    name: 'bedrock_proxy_cache_hit_ratio',
    help: 'Which part of the input came out of the prompt cache since the start, for each client and model: read / (input + read + written).',
    labelNames: names,
    registers: [registry],
    collect() {
      // Both have the same rows, in the same order.
      const wholes = [...all.rows()]
      for (const [i, { labels, count }] of [...read.rows()].entries()) this.set(labels, count / (wholes[i]?.count ?? 1))
    },
  })
  return (record, model) => {
    const { client, inputTokens = 0, cacheReadTokens = 0, cacheWriteTokens = 0 } = record
    const isTold = record.cacheReadTokens !== undefined || record.cacheWriteTokens !== undefined
    const whole = inputTokens + cacheReadTokens + cacheWriteTokens
    if (!isTold || whole === 0) return
    read.add(cacheReadTokens, model, client)
    all.add(whole, model, client)
  }
}
