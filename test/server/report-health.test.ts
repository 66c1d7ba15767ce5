import { expect, it } from 'vitest'
import type { KnownTrouble } from '../../src/aws/credentials.ts'
import { troubleOf } from '../../src/aws/sign-in/credential-troubles.ts'
import { reportHealth } from '../../src/server/report-health.ts'
import { createMetrics } from '../../src/telemetry/create-metrics.ts'

const ENDED = troubleOf('sso-session-ended', { profile: 'work', session: 'company' })
const DRAINING = { draining: 'The proxy is about to stop.' }

it.each<{ known: KnownTrouble; isDraining: boolean; problems: Record<string, string> }>([
  { known: undefined, isDraining: false, problems: {} },
  { known: ENDED, isDraining: false, problems: { credentials: ENDED.publicMessage } },
  { known: undefined, isDraining: true, problems: DRAINING },
  { known: ENDED, isDraining: true, problems: { credentials: ENDED.publicMessage, ...DRAINING } },
])('Credentials: $known.kind, draining: $isDraining', async ({ known, isDraining, problems }) => {
  const health = reportHealth(
    FACTS,
    identity(known),
    METRICS,
    () => ({}),
    () => isDraining,
  )
  expect(await health.problems()).toEqual(problems)
  expect(JSON.stringify(problems)).not.toMatch(/work|company/)
})

it('Before the first lookup has ended the proxy is not ready', async () => {
  const health = reportHealth(
    FACTS,
    identity('not-known-yet'),
    METRICS,
    () => ({}),
    () => false,
  )
  expect(await health.problems()).toEqual({ credentials: expect.stringContaining('still being looked up') })
})

it('The metrics are those of the registry', async () => {
  const { status, contentType, body } = await reportHealth(
    FACTS,
    identity(),
    METRICS,
    () => ({}),
    () => false,
  ).metrics()
  expect([status, contentType]).toEqual([200, expect.stringContaining('text/plain')])
  expect(body).toContain('bedrock_proxy_requests_total')
})

it('The catalogs are those in force', () => {
  const catalogs = () => ({ 'eu-west-1': { source: 'cache', asOf: '2026-11-22', problem: 'timeout' } as const })
  const health = reportHealth(FACTS, identity(), METRICS, catalogs, () => false)
  expect(health.catalogs()).toEqual(catalogs())
})

const FACTS = { version: '1.2.3', region: 'eu-west-1', tokenRequired: false }
const METRICS = createMetrics(() => ({}))

function identity(trouble?: KnownTrouble) {
  return { trouble: async () => trouble }
}
