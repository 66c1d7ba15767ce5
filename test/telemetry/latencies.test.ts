import { Histogram, Registry } from 'prom-client'
import { expect, it } from 'vitest'
import { Latencies } from '../../src/telemetry/latencies.ts'

const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900]
const SECONDS = [0, 0.05, 0.0500001, 0.1, 3, 7, 899, 900, 901, 5]

it("is told as the library's own histogram tells it", async () => {
  const [ours, theirs] = [new Registry(), new Registry()]
  const latencies = new Latencies('took_seconds', 'How long it took.')
  ours.registerMetric(latencies.metric())
  const histogram = new Histogram({
    name: 'took_seconds',
    help: 'How long it took.',
    labelNames: ['operation'],
    buckets: BUCKETS,
    registers: [theirs],
  })
  expect(await ours.metrics()).toBe(await theirs.metrics())
  for (const [i, seconds] of SECONDS.entries()) {
    const operation = i % 3 === 0 ? 'Converse' : 'InvokeModel'
    latencies.add(operation, seconds)
    histogram.observe({ operation }, seconds)
  }
  expect(await ours.metrics()).toBe(await theirs.metrics())
})
