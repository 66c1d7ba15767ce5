import { expect, it } from 'vitest'
import { reportDecision, reportResolution } from '../../src/bedrock/resolution-report.ts'
import { resolveModel } from '../../src/bedrock/resolve-model.ts'
import type { Routing } from '../../src/bedrock/routing.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const SONNET = 'anthropic.claude-sonnet-4-6'

it.each<[string, Routing, object]>([
  [SONNET, 'geo-first', { resolved: `eu.${SONNET}`, kind: 'profile', reason: 'geographic-profile', geography: 'eu' }],
  [SONNET, 'global-first', { resolved: `global.${SONNET}`, kind: 'profile', geography: 'global' }],
  ['nobody.knows-this', 'geo-first', { resolved: 'nobody.knows-this', kind: 'unchanged', geography: null }],
  [SONNET, 'in-region-only', { resolved: null, kind: 'refused', reason: 'policy-refused', geography: null }],
])('%s under %s is %o', (model, routing, fields) => {
  const resolution = resolveModel(model, { catalog: FRANKFURT, policy: policyWith({ routing }), takesProfile: true })
  const report = reportResolution(resolution, FRANKFURT)
  expect(report).toMatchObject({ ...fields, source: 'snapshot' })
  expect(Object.keys(report)).toEqual(['resolved', 'kind', 'reason', 'geography', 'destinationRegions', 'source'])
})

it('with its candidates it is one object, and says why where nothing goes upstream', () => {
  const context = { catalog: FRANKFURT, policy: policyWith({ routing: 'in-region-only' }), takesProfile: true }
  const report = reportDecision(resolveModel(SONNET, context), FRANKFURT)
  expect(report).toMatchObject({ requested: SONNET, resolved: null, region: 'eu-central-1' })
  expect(report.why).toContain('routing in-region-only')
  expect(report.candidates.map(({ id }) => id)).toContain(`eu.${SONNET}`)
  const allowed = resolveModel(SONNET, { ...context, policy: policyWith() })
  expect(reportDecision(allowed, FRANKFURT)).not.toHaveProperty('why')
})
