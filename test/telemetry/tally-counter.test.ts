import { Registry } from 'prom-client'
import { expect, it } from 'vitest'
import { tallyCounter } from '../../src/telemetry/tally-counter.ts'

it('is counted in plain numbers and published at each scrape', async () => {
  const registry = new Registry()
  const tally = tallyCounter(registry, 'cups_total', 'Cups.', ['of'])
  tally.add(2, 'tea')
  expect(await registry.metrics()).toContain('cups_total{of="tea"} 2')
  tally.add(1, 'tea')
  expect(await registry.metrics()).toContain(
    '# HELP cups_total Cups.\n# TYPE cups_total counter\ncups_total{of="tea"} 3',
  )
})
