import { expect, it } from 'vitest'
import { type CatalogFacts, createMetrics } from '../../src/telemetry/create-metrics.ts'
import { recordOf } from './record-of.ts'

it('counts requests by operation, model and status', async () => {
  const { metrics, lines } = startMetrics()
  metrics.observe(recordOf(), 'eu.a.m')
  metrics.observe(recordOf(), 'eu.a.m')
  metrics.observe(recordOf({ status: 429 }), 'other')
  expect(await lines('bedrock_proxy_requests_total')).toEqual([
    'bedrock_proxy_requests_total{operation="Converse",model="eu.a.m",status="200"} 2',
    'bedrock_proxy_requests_total{operation="Converse",model="other",status="429"} 1',
  ])
})

it('counts by client where clients have names', async () => {
  const { metrics, lines } = startMetrics()
  metrics.observe(recordOf({ client: 'laptop' }), 'eu.a.m')
  expect(await lines('bedrock_proxy_requests_total')).toEqual([
    'bedrock_proxy_requests_total{operation="Converse",model="eu.a.m",status="200",client="laptop"} 1',
  ])
})

it('counts by the class of request that Claude Code tells', async () => {
  const { metrics, lines } = startMetrics()
  metrics.observe(recordOf({ requestClass: 'subagent', outputTokens: 5 }), 'eu.a.m')
  expect(await lines('bedrock_proxy_requests_total')).toEqual([
    'bedrock_proxy_requests_total{operation="Converse",model="eu.a.m",status="200",class="subagent"} 1',
  ])
  expect(await lines('bedrock_proxy_tokens_total')).toContain(
    'bedrock_proxy_tokens_total{model="eu.a.m",class="subagent",kind="output"} 5',
  )
})

it('counts what was done about the answers of Bedrock', async () => {
  const { metrics, lines } = startMetrics()
  metrics.observe(recordOf({ remedies: ['next-candidate', 'failover'] }), 'eu.a.m')
  expect(await lines('bedrock_proxy_remedies_total')).toEqual([
    'bedrock_proxy_remedies_total{operation="Converse",remedy="next-candidate"} 1',
    'bedrock_proxy_remedies_total{operation="Converse",remedy="failover"} 1',
  ])
})

it('counts what went elsewhere, by where from and where to', async () => {
  const { metrics, lines } = startMetrics()
  for (let i = 0; i < 2; i++) metrics.moved('eu-central-1/eu.a.m', 'eu-west-1/eu.a.m')
  expect(await lines('bedrock_proxy_failovers_total')).toEqual([
    'bedrock_proxy_failovers_total{from="eu-central-1/eu.a.m",to="eu-west-1/eu.a.m"} 2',
  ])
})

it.each([
  ['bedrock_proxy_request_duration_seconds', 'totalMs'],
  ['bedrock_proxy_time_to_first_byte_seconds', 'firstByteMs'],
] as const)('tells %s out of milliseconds, in seconds', async (name, field) => {
  const { metrics, lines } = startMetrics()
  metrics.observe(recordOf({ [field]: 300 }), 'eu.a.m')
  const text = await lines(name)
  expect(text).toContain(`${name}_bucket{le="0.25",operation="Converse"} 0`)
  expect(text).toContain(`${name}_bucket{le="0.5",operation="Converse"} 1`)
  expect(text).toContain(`${name}_sum{operation="Converse"} 0.3`)
})

it('counts a request without a body in the duration alone', async () => {
  const { metrics, lines } = startMetrics()
  const { firstByteMs: _, ...record } = recordOf()
  metrics.observe(record, 'eu.a.m')
  expect(await lines('bedrock_proxy_request_duration_seconds_count')).toHaveLength(1)
  expect(await lines('bedrock_proxy_time_to_first_byte_seconds_count')).toEqual([])
})

it('knows how many streams are open', async () => {
  const { metrics, lines } = startMetrics()
  expect(await lines('bedrock_proxy_open_streams')).toEqual(['bedrock_proxy_open_streams 0'])
  metrics.openStreams.inc()
  metrics.openStreams.inc()
  metrics.openStreams.dec()
  expect(await lines('bedrock_proxy_open_streams')).toEqual(['bedrock_proxy_open_streams 1'])
})

it('asks for the catalogs at each scrape, and shows for each Region the source in force alone', async () => {
  const { catalogs, lines } = startMetrics()
  const info = 'bedrock_proxy_catalog_info'
  catalogs['eu-west-1'] = { source: 'snapshot', asOf: minutesAgo(1), problem: 'AccessDeniedException' }
  expect(await lines(info)).toEqual([`${info}{region="eu-west-1",source="snapshot",problem="AccessDeniedException"} 1`])
  catalogs['eu-west-1'] = { source: 'live', asOf: minutesAgo(1) }
  catalogs['us-east-1'] = { source: 'cache', asOf: minutesAgo(1), problem: 'timeout' }
  expect(await lines(info)).toEqual([
    `${info}{region="eu-west-1",source="live",problem="none"} 1`,
    `${info}{region="us-east-1",source="cache",problem="timeout"} 1`,
  ])
})

it('tells how old the facts of each catalog are', async () => {
  const { catalogs, lines } = startMetrics()
  catalogs['eu-west-1'] = { source: 'snapshot', asOf: minutesAgo(60) }
  const [line] = await lines('bedrock_proxy_catalog_age_seconds')
  expect(line).toMatch(/^bedrock_proxy_catalog_age_seconds\{region="eu-west-1",source="snapshot"\} \d+$/)
  expect(Number(line?.split(' ')[1])).toBeGreaterThanOrEqual(3600)
})

it('is kept apart from every other proxy of the process', async () => {
  const { metrics } = startMetrics()
  metrics.observe(recordOf(), 'eu.a.m')
  expect(await startMetrics().lines('bedrock_proxy_requests_total')).toEqual([])
})

it("is Prometheus' text format, with help and type for each metric", async () => {
  const { contentType, body } = await startMetrics().metrics.render()
  expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8')
  const names = [...body.matchAll(/^# TYPE (\S+) \S+$/gm)].map(([, name]) => name)
  expect(names).toEqual([...body.matchAll(/^# HELP (\S+) \S.+$/gm)].map(([, name]) => name))
  expect(names).toHaveLength(14)
})

function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString()
}

function startMetrics() {
  const catalogs: Record<string, CatalogFacts> = {}
  const metrics = createMetrics(() => catalogs)
  return {
    metrics,
    catalogs,
    /** The samples whose names begin so. */
    lines: async (name: string) => {
      const { body } = await metrics.render()
      return body.split('\n').filter((line) => line.startsWith(name))
    },
  }
}

it('tells how many lines of the log were dropped, at each scrape anew', async () => {
  let dropped = 0
  const metrics = createMetrics(
    () => ({}),
    () => dropped,
  )
  const count = async () => /^bedrock_proxy_log_lines_dropped_total (\d+)$/m.exec((await metrics.render()).body)?.[1]
  expect(await count()).toBe('0')
  dropped = 7
  expect([await count(), await count()]).toEqual(['7', '7'])
})
