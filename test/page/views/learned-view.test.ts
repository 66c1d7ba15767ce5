import { expect, it } from 'vitest'
import { LearnedView } from '../../../src/page/views/learned-view.ts'
import { NOON, stateWith } from '../page-requests.ts'
import { rendered, textIn } from './rendered.ts'

const until = new Date(NOON + 30 * 60_000).toISOString()

it('is told by its kind, with what it is about and for how long it holds', () => {
  const learned = [
    { kind: 'cool-down', region: 'eu-central-1', model: 'eu.x', until },
    { kind: 'repair', region: 'eu-central-1', operation: 'InvokeModel', model: 'a.b', what: 'beta=c', until },
    { kind: 'healed', region: 'eu-central-1', operation: 'Converse', model: 'a.b', what: 'global.a.b', until },
    { kind: 'unknown-route', region: 'eu-central-1', operation: 'CreateMessage', until },
  ] as const
  const text = textIn(rendered(LearnedView, { state: stateWith({ learned }) }))
  for (const title of ['Repairs', 'Healed IDs', 'Cool-downs', 'Unknown routes']) expect(text).toContain(title)
  expect(text).toContain('beta=c a.b InvokeModel eu-central-1 30 min')
  expect(text).toContain('– eu.x – eu-central-1 30 min')
})

it('may be nothing yet', () => {
  expect(textIn(rendered(LearnedView))).toContain('Nothing was learned yet.')
})
