import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import type { Model } from '../../../src/page/page-model.ts'
import { AppView } from '../../../src/page/views/app-view.ts'
import { DECISION, HOSTILE, modelWith, requestWith, stateWith } from '../page-requests.ts'

describe('The page', () => {
  it.each(['requests', 'models', 'learned'] as const)('shows what is looked at: %s', (tab) => {
    expect(show({ tab })).toContain(`role="tabpanel" id="panel-${tab}" aria-labelledby="tab-${tab}"`)
  })

  it('asks for the token in place of everything else', () => {
    const markup = show({ tokenPrompt: 'wanted', requests: [requestWith()] })
    expect(markup).toContain('type="password"')
    expect(markup).not.toContain('claude')
  })

  it.each(['requests', 'models', 'learned'] as const)('makes no markup of what somebody sends: %s', (tab) => {
    const hostile = requestWith({
      requestedModel: HOSTILE,
      sentModel: HOSTILE,
      operation: HOSTILE,
      client: HOSTILE,
      why: HOSTILE,
      hint: HOSTILE,
      repaired: [HOSTILE],
      requestId: HOSTILE,
      decision: { ...DECISION, requested: HOSTILE, candidates: [{ id: HOSTILE, accepted: true, why: HOSTILE }] },
    })
    const state = stateWith({
      problems: { [HOSTILE]: HOSTILE },
      learned: [{ kind: 'healed', region: HOSTILE, model: HOSTILE, what: HOSTILE, until: stateWith().startedAt }],
    })
    const answer = { kind: 'problem', message: HOSTILE } as const
    const markup = show({ tab, state, requests: [hostile], opened: hostile, asked: HOSTILE, answer, refusal: HOSTILE })
    expect(markup).toContain('&lt;img')
    expect(markup).not.toMatch(/<img src="?x/)
  })

  it('has no inline style, which its policy would refuse', () => {
    for (const tab of ['requests', 'models', 'learned'] as const) {
      expect(show({ tab, requests: [requestWith()], opened: requestWith() })).not.toContain(' style=')
    }
  })
})

function show(fields: Partial<Model>): string {
  return renderToString(h(AppView, { model: modelWith(fields), dispatch: () => undefined, onToken: () => undefined }))
}
