import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { RequestRecord } from './request-record.ts'

/** What is counted, and the page that tells of it. */
export type Metrics = {
  /** Counts a finished request. `model` is a bounded set of names: the caller maps what nobody listed to one of them. */
  observe(record: RequestRecord, model: string): void
  readonly openStreams: { inc(): void; dec(): void }
  /** The metrics in Prometheus' text format. */
  render(): Promise<{ contentType: string; body: string }>
}

/** Where a catalog in force came from, when its facts were gathered (ISO 8601), and why AWS did not list all of it. */
export type CatalogFacts = { readonly source: string; readonly asOf: string; readonly problem?: string }

/** Asked for at each scrape, by Region. */
export type CatalogsByRegion = () => Readonly<Record<string, CatalogFacts>>

const LATENCY_BUCKETS_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900]
const LABELS = ['operation', 'model', 'status', 'client', 'class'] as const
const TOKEN_KINDS = [
  ['input', 'inputTokens'],
  ['output', 'outputTokens'],
  ['cache-write', 'cacheWriteTokens'],
] as const

/** The proxy's metrics in a registry of their own. Units are in the names, as Prometheus asks. */
export function createMetrics(catalogs: CatalogsByRegion, droppedLines = () => 0): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    name: 'bedrock_proxy_requests_total',
    help: 'Finished requests.',
    labelNames: LABELS,
    registers,
  })
  const tokens = tokenCounter(registry)
  const remedies = new Counter({
    name: 'bedrock_proxy_remedies_total',
    help: 'Requests that were sent again because of what Bedrock answered, by what was done: next-candidate, other-form, failover.',
    labelNames: ['operation', 'remedy'],
    registers,
  })
  const repairs = repairCounter(registry)
  const duration = histogram('bedrock_proxy_request_duration_seconds', 'Time from head to end of a request.', registry)
  const firstByte = histogram('bedrock_proxy_time_to_first_byte_seconds', 'Time to the first body byte.', registry)
  const openStreams = streamGauge(registry)
  addCatalogGauges(registry, catalogs)
  addDroppedLines(registry, droppedLines)
  return {
    observe(record, model) {
      const { operation, firstByteMs, totalMs } = record
      const whose = whoseOf(record)
      requests.inc({ operation, model, status: String(record.status), ...whose })
      for (const [kind, field] of TOKEN_KINDS) if (record[field]) tokens.inc({ model, ...whose, kind }, record[field])
      for (const remedy of record.remedies ?? []) remedies.inc({ operation, remedy })
      for (const kind of kindsOf(record.repaired)) repairs.inc({ kind, model })
      duration.observe({ operation }, totalMs / 1000)
      if (firstByteMs !== undefined) firstByte.observe({ operation }, firstByteMs / 1000)
    },
    openStreams,
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  }
}

/** Labels that only some requests have. */
function whoseOf({ client, requestClass }: RequestRecord): { client?: string; class?: string } {
  return { ...(client !== undefined && { client }), ...(requestClass !== undefined && { class: requestClass }) }
}

function repairCounter(registry: Registry): Counter<'kind' | 'model'> {
  return new Counter({
    name: 'bedrock_proxy_repairs_total',
    help: 'Requests that something was taken out of because Bedrock refuses it, by what that was: beta, field.',
    labelNames: ['kind', 'model'],
    registers: [registry],
  })
}

/** `beta=a,b` is of the kind `beta`; what has no value is a remark. */
function kindsOf(repaired: readonly string[] = []): string[] {
  return repaired.filter((told) => told.includes('=')).map((told) => told.slice(0, told.indexOf('=')))
}

function tokenCounter(registry: Registry): Counter<'model' | 'client' | 'class' | 'kind'> {
  return new Counter({
    name: 'bedrock_proxy_tokens_total',
    help: 'Tokens as Bedrock counted them, by their kind: input, output, cache-write.',
    labelNames: ['model', 'client', 'class', 'kind'],
    registers: [registry],
  })
}

function histogram(name: string, help: string, registry: Registry): Histogram<'operation'> {
  return new Histogram({
    name,
    help,
    labelNames: ['operation'],
    buckets: LATENCY_BUCKETS_SECONDS,
    registers: [registry],
  })
}

function streamGauge(registry: Registry): Gauge {
  return new Gauge({
    name: 'bedrock_proxy_open_streams',
    help: 'Answers that are being relayed.',
    registers: [registry],
  })
}

function addDroppedLines(registry: Registry, droppedLines: () => number): void {
  new Counter({
    name: 'bedrock_proxy_log_lines_dropped_total',
    help: 'Lines of the log that could not be written: a closed pipe, a full disk, a reader that has stopped.',
    registers: [registry],
    collect() {
      this.reset()
      this.inc(droppedLines())
    },
  })
}

function addCatalogGauges(registry: Registry, catalogs: CatalogsByRegion): void {
  const registers = [registry]
  new Gauge({
    name: 'bedrock_proxy_catalog_info',
    help: 'Always 1: where the facts about models and profiles are from, and why AWS did not list them all.',
    labelNames: ['region', 'source', 'problem'],
    registers,
    collect() {
      this.reset()
      for (const [region, { source, problem = 'none' }] of Object.entries(catalogs())) {
        this.set({ region, source, problem }, 1)
      }
    },
  })
  new Gauge({
    name: 'bedrock_proxy_catalog_age_seconds',
    help: 'Age of the facts about models and profiles, by where they came from.',
    labelNames: ['region', 'source'],
    registers,
    collect() {
      this.reset()
      for (const [region, { source, asOf }] of Object.entries(catalogs())) {
        this.set({ region, source }, Math.round((Date.now() - Date.parse(asOf)) / 1000))
      }
    },
  })
}
