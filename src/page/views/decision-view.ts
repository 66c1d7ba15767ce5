import { type ComponentChildren, h, type JSX } from 'preact'
import { REASON_SENTENCES } from '../../bedrock/reason-sentences.ts'
import type { DecisionReport } from '../../bedrock/resolution-report.ts'

/** What becomes of an identifier and why, with everything else that was weighed, as `resolve` explains it. */
export function DecisionView({ decision }: { readonly decision: DecisionReport }): JSX.Element {
  const { candidates } = decision
  return h('div', { class: 'decision' }, [
    h(
      'dl',
      { class: 'pairs' },
      facts(decision).map(([name, value]) => h('div', { key: name }, [h('dt', null, name), h('dd', null, value)])),
    ),
    SENT_LATER.includes(decision.reason) && h('p', { class: 'muted' }, 'Before that, these were weighed:'),
    candidates.length > 0 &&
      h(
        'ul',
        { class: 'candidates', 'aria-label': 'Candidates' },
        candidates.map(({ id, accepted, why }) =>
          h('li', { key: id, class: accepted ? 'accepted' : 'passed-over' }, [
            h(
              'span',
              { class: 'mark', role: 'img', 'aria-label': accepted ? 'chosen' : 'not chosen' },
              accepted ? '✓' : '✗',
            ),
            h('code', { class: 'id' }, id),
            h('span', { class: 'why' }, why),
          ]),
        ),
      ),
  ])
}

function facts(decision: DecisionReport): (readonly [string, ComponentChildren])[] {
  const { requested, resolved, kind, reason, why, region, geography, destinationRegions, source } = decision
  const asked = ['Asked for', h('code', { class: 'id' }, requested)] as const
  if (resolved === null)
    return [asked, [TITLES[kind] ?? kind, h('span', { class: 'bad' }, why ?? reason)], ['Source Region', region]]
  return [
    asked,
    ['Sent', h('code', { class: 'id sent' }, resolved)],
    ['Because', REASONS[reason] ?? reason],
    ['Geography', geography ?? 'none'],
    ['Processed in', destinationRegions.join(', ') || 'not known'],
    ['Source Region', region],
    ['Known from', source],
  ]
}

/** Reasons that came up after the weighing, so that another ID is marked in it. */
const SENT_LATER: readonly string[] = ['healed', 'failover']

const REASONS: Readonly<Record<string, string>> = REASON_SENTENCES
const TITLES: Readonly<Record<string, string>> = { refused: 'Refused', ambiguous: 'Ambiguous', invalid: 'Invalid' }
