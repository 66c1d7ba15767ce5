import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import type { DecisionReport } from '../../../src/bedrock/resolution-report.ts'
import { DecisionView } from '../../../src/page/views/decision-view.ts'
import { DECISION } from '../page-requests.ts'
import { textIn } from './rendered.ts'

describe('A decision', () => {
  it('says what is sent, because of what, where it is processed, and what else was weighed', () => {
    const markup = renderToString(h(DecisionView, { decision: DECISION }))
    const text = textIn(markup)
    expect(text).toContain('Sent eu.anthropic.claude-sonnet-4-6 Because it is the inference profile of')
    expect(text).toContain('Processed in eu-central-1, eu-west-1 Source Region eu-central-1 Known from live')
    expect(markup).toContain('aria-label="chosen"')
    expect(markup).toContain('aria-label="not chosen"')
  })

  it.each([
    ['refused', 'Refused'],
    ['ambiguous', 'Ambiguous'],
    ['invalid', 'Invalid'],
  ] as const)('that lets nothing go says why: %s', (kind, title) => {
    const decision: DecisionReport = { ...DECISION, resolved: null, kind, reason: 'x', why: 'No.', candidates: [] }
    const markup = renderToString(h(DecisionView, { decision }))
    expect(textIn(markup)).toContain(`${title} No.`)
    expect(markup).not.toContain('<ul')
  })

  it.each(['healed', 'failover'])('that was made after an answer says that its candidates are older: %s', (reason) => {
    const text = textIn(renderToString(h(DecisionView, { decision: { ...DECISION, reason } })))
    expect(text).toContain('Before that, these were weighed:')
    expect(textIn(renderToString(h(DecisionView, { decision: DECISION })))).not.toContain('Before that')
  })

  it('of which nobody knows how far it goes says so', () => {
    const decision = { ...DECISION, geography: null, destinationRegions: [] }
    const text = textIn(renderToString(h(DecisionView, { decision })))
    expect(text).toContain('Geography none Processed in not known')
  })
})
