import { Counter, Gauge, Registry } from 'prom-client'
import { Latencies } from './latencies.ts'
import type { RequestRecord } from './request-record.ts'
import { tallyCounter } from './tally-counter.ts'
import { tokenMetrics } from './token-metrics.ts'

/** What is counted, and the page that tells of it. */
export type Metrics = {
  /** Counts a finished request. `model` is a bounded set of names: the caller maps what nobody listed to one of them. */
  observe(record: RequestRecord, model: string): void
  /** Counts a request that went to another place than its first choice; both as `region/model`, and bounded like `model`. */
  moved(from: string, to: string): void
  readonly openStreams: { inc(): void; dec(): void }
  /** The metrics in Prometheus' text format. */
  render(): Promise<{ contentType: string; body: string }>
}

/** Where a catalog in force came from, when its facts were gathered (ISO 8601), and why AWS did not list all of it. */
export type CatalogFacts = { readonly source: string; readonly asOf: string; readonly problem?: string }

/** Asked for at each scrape, by Region. */
export type CatalogsByRegion = () => Readonly<Record<string, CatalogFacts>>

/**
 * The proxy's metrics in a registry of their own. Units are in the names, as Prometheus asks. What is counted with every
 * request is plain numbers, which become metrics when they are asked for.
 */
export function createMetrics(catalogs: CatalogsByRegion, droppedLines = () => 0): Metrics {
  const registry = new Registry()
  const counted = createTallies(registry)
  const streams = addStreamGauge(registry)
  addCatalogGauges(registry, catalogs)
  addDroppedLines(registry, droppedLines)
  return {
    observe: (record, model) => observe(counted, record, model),
    moved: (from, to) => counted.failovers.add(1, from, to),
    openStreams: streams,
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  }
}

type Tallies = ReturnType<typeof createTallies>

function createTallies(registry: Registry) {
  return {
    requests: tallyCounter(registry, 'bedrock_proxy_requests_total', 'Finished requests.', [
      'operation',
      'model',
      'status',
      'client',
      'class',
    ]),
    countTokens: tokenMetrics(registry),
    remedies: tallyCounter(
      registry,
      'bedrock_proxy_remedies_total',
      'Requests that were sent again because of what Bedrock answered, by what was done: next-candidate, other-form, failover.',
      ['operation', 'remedy'],
    ),
    repairs: tallyCounter(
      registry,
      'bedrock_proxy_repairs_total',
      'Requests that something was taken out of because Bedrock refuses it, by what that was: beta, field.',
      ['kind', 'model'],
    ),
    failovers: tallyCounter(
      registry,
      'bedrock_proxy_failovers_total',
      'Requests that went to another place than their first choice because Bedrock throttles that, by both: Region and ID.',
      ['from', 'to'],
    ),
    duration: histogram(registry, 'bedrock_proxy_request_duration_seconds', 'Time from head to end of a request.'),
    firstByte: histogram(registry, 'bedrock_proxy_time_to_first_byte_seconds', 'Time to the first body byte.'),
  }
}

function observe(to: Tallies, record: RequestRecord, model: string): void {
  const { operation, status, client, requestClass, firstByteMs, totalMs } = record
  to.requests.add(1, operation, model, String(status), client, requestClass)
  to.countTokens(record, model)
  if (record.remedies) for (const remedy of record.remedies) to.remedies.add(1, operation, remedy)
  if (record.repaired) for (const kind of kindsOf(record.repaired)) to.repairs.add(1, kind, model)
  to.duration.add(operation, totalMs / 1000)
  if (firstByteMs !== undefined) to.firstByte.add(operation, firstByteMs / 1000)
}

/** `beta=a,b` is of the kind `beta`; what has no value is a remark. */
function kindsOf(repaired: readonly string[]): string[] {
  return repaired.filter((told) => told.includes('=')).map((told) => told.slice(0, told.indexOf('=')))
}

function histogram(registry: Registry, name: string, help: string): Latencies {
  const latencies = new Latencies(name, help)
  registry.registerMetric(latencies.metric())
  return latencies
}

function addStreamGauge(registry: Registry): Metrics['openStreams'] {
  let open = 0
  new Gauge({
    name: 'bedrock_proxy_open_streams',
    help: 'Answers that are being relayed.',
    registers: [registry],
    collect() {
      this.set(open)
    },
  })
  return { inc: () => void open++, dec: () => void open-- }
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
