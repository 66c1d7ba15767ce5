import { h, type JSX } from 'preact'
import { NOTHING, spanText } from '../in-words.ts'
import type { PageLesson } from '../page-data.ts'
import type { ViewProps } from './view-props.ts'

const KINDS: readonly { readonly kind: PageLesson['kind']; readonly title: string; readonly says: string }[] = [
  {
    kind: 'repair',
    title: 'Repairs',
    says: 'Bedrock refused these by name, so they are left out of requests to the model.',
  },
  { kind: 'healed', title: 'Healed IDs', says: 'Bedrock refused what the catalog says, and answered to this instead.' },
  { kind: 'cool-down', title: 'Cool-downs', says: 'Bedrock throttled these profiles; others go first for a while.' },
  {
    kind: 'unknown-route',
    title: 'Unknown routes',
    says: 'The Region does not know these routes, so another one is taken.',
  },
]

/** What answers of Bedrock's have taught, and for how much longer it holds. */
export function LearnedView({ model: { state, now } }: ViewProps): JSX.Element {
  const learned = state?.learned ?? []
  if (learned.length === 0) {
    return h('div', { class: 'empty' }, [
      h('p', null, 'Nothing was learned yet.'),
      h(
        'p',
        { class: 'muted' },
        'What Bedrock refuses, and what works in its place, stands here until it is forgotten.',
      ),
    ])
  }
  return h(
    'div',
    { class: 'learned' },
    KINDS.map(({ kind, title, says }) =>
      group(
        title,
        says,
        learned.filter((one) => one.kind === kind),
        now,
      ),
    ),
  )
}

function group(title: string, says: string, lessons: readonly PageLesson[], now: number): JSX.Element | false {
  if (lessons.length === 0) return false
  return h('section', { key: title }, [
    h('h2', null, title),
    h('p', { class: 'muted' }, says),
    h('table', { class: 'rows' }, [
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          COLUMNS.map((column) => h('th', { key: column, scope: 'col' }, column)),
        ),
      ),
      h(
        'tbody',
        null,
        lessons.map((lesson) => row(lesson, now)),
      ),
    ]),
  ])
}

const COLUMNS = ['What', 'Model', 'Operation', 'Region', 'Holds for']

function row({ what, model, operation, region, until }: PageLesson, now: number): JSX.Element {
  return h('tr', { key: `${operation} ${model} ${what} ${region}` }, [
    h('td', null, h('code', { class: 'id' }, what ?? NOTHING)),
    h('td', null, h('code', { class: 'id' }, model ?? NOTHING)),
    h('td', null, operation ?? NOTHING),
    h('td', null, region),
    h('td', { class: 'why' }, spanText(now, Date.parse(until))),
  ])
}
