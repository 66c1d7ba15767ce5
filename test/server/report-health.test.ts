import { expect, it } from 'vitest'
import type { Identity } from '../../src/aws/identity.ts'
import { ProxyError } from '../../src/bedrock/errors.ts'
import { reportHealth } from '../../src/server/report-health.ts'
import { createMetrics } from '../../src/telemetry/create-metrics.ts'

const HINT = 'Run `aws sso login`.'

it.each([
  { hasCredentials: true, isDraining: false, problems: {} },
  { hasCredentials: false, isDraining: false, problems: { credentials: HINT } },
  { hasCredentials: true, isDraining: true, problems: { draining: 'The proxy is about to stop.' } },
  { hasCredentials: false, isDraining: true, problems: { credentials: HINT, draining: 'The proxy is about to stop.' } },
])('Credentials: $hasCredentials, draining: $isDraining', async ({ hasCredentials, isDraining, problems }) => {
  const health = reportHealth(
    FACTS,
    identity(hasCredentials),
    METRICS,
    () => ({}),
    () => isDraining,
  )
  expect(await health.problems()).toEqual(problems)
})

it('The metrics are those of the registry', async () => {
  const { status, contentType, body } = await reportHealth(
    FACTS,
    identity(true),
    METRICS,
    () => ({}),
    () => false,
  ).metrics()
  expect([status, contentType]).toEqual([200, expect.stringContaining('text/plain')])
  expect(body).toContain('bedrock_proxy_requests_total')
})

it('The catalogs are those in force', () => {
  const catalogs = () => ({ 'eu-west-1': { source: 'cache', asOf: '2026-11-22', problem: 'timeout' } as const })
  const health = reportHealth(FACTS, identity(true), METRICS, catalogs, () => false)
  expect(health.catalogs()).toEqual(catalogs())
})

const FACTS = { version: '1.2.3', region: 'eu-west-1', tokenRequired: false }
const METRICS = createMetrics(() => ({}))

function identity(hasCredentials: boolean): Identity {
  return {
    inRegion: () => async () => ({}),
    streamInRegion: () => async () => ({ headers: {}, signEvent: (event) => event }),
    invalidate: () => undefined,
    correctClock: () => false,
    async check() {
      if (!hasCredentials) throw new ProxyError('no-credentials', HINT)
    },
  }
}
