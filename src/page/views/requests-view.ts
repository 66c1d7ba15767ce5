import { h, type JSX, type TargetedInputEvent, type TargetedKeyboardEvent } from 'preact'
import { countText } from '../in-words.ts'
import { matchingRequests } from '../matching-requests.ts'
import type { Model } from '../page-model.ts'
import { OngoingRow } from './ongoing-row.ts'
import { RequestDetails } from './request-details.ts'
import { RequestRow } from './request-row.ts'
import type { ViewProps } from './view-props.ts'

/** The requests as they come, newest first, and beside them the one that is looked at. */
export function RequestsView(props: ViewProps): JSX.Element {
  const { model, dispatch } = props
  const { requests, ongoing, filter, opened } = model
  const shown = matchingRequests(requests, filter)
  const shownOngoing = matchingRequests(ongoing, filter)
  return h('div', { class: opened ? 'requests with-details' : 'requests', onKeyDown: closing(props) }, [
    h('div', { class: 'list', key: 'list' }, [
      h('div', { class: 'toolbar' }, [
        h('input', {
          id: 'filter',
          type: 'search',
          placeholder: 'Filter: model, operation, status, client …',
          'aria-label': 'Filter requests',
          'aria-keyshortcuts': '/',
          spellcheck: false,
          value: filter,
          onInput: (event: TargetedInputEvent<HTMLInputElement>) =>
            dispatch({ type: 'filter', text: event.currentTarget.value }),
        }),
        h('p', { class: 'muted', role: 'status' }, countOf(shown.length, model)),
        h(
          'p',
          { class: 'keys', 'aria-hidden': true },
          KEYS.flatMap(([key, does]) => [h('kbd', null, key), ` ${does} `]),
        ),
      ]),
      shown.length + shownOngoing.length === 0
        ? h('div', { class: 'empty' }, emptiness(model))
        : table(shown, shownOngoing, props),
    ]),
    opened &&
      h(RequestDetails, { key: 'details', request: opened, anew: model.openedAnew, onClose: () => close(props) }),
  ])
}

const KEYS = [
  ['/', 'filters'],
  ['↑ ↓', 'move'],
  ['Enter', 'opens'],
  ['Esc', 'closes'],
] as const

function countOf(shown: number, { requests, filter, state }: Model): string {
  if (filter.trim() !== '') return `${countText(shown)} of ${countText(requests.length)}`
  const forgotten = (state?.seen ?? 0) > requests.length
  return forgotten ? `the last ${countText(requests.length)} of ${countText(state?.seen)}` : ''
}

const COLUMNS: readonly (readonly [title: string, kind: string, abbr?: string])[] = [
  ['Time', 'time'],
  ['Client', 'client'],
  ['Operation', 'operation'],
  ['Model: asked for → sent', 'model'],
  ['Status', 'status'],
  ['First byte', 'number'],
  ['Total', 'number'],
  ['In', 'number tokens', 'Tokens in'],
  ['Out', 'number tokens', 'Tokens out'],
  ['Cache r / w', 'number cache', 'Tokens read from and written to the prompt cache'],
  ['Attempts', 'number attempts', 'How many times it was sent for the answer, and what was done in between'],
]

function table(shown: Model['requests'], ongoing: Model['ongoing'], { model, dispatch }: ViewProps): JSX.Element {
  return h('table', { class: 'rows', role: 'table', onKeyDown: moving }, [
    h('caption', { class: 'unseen' }, 'Requests, newest first'),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        COLUMNS.map(([title, kind, abbr]) =>
          h('th', { key: title, scope: 'col', class: kind, title: abbr, abbr }, title),
        ),
      ),
    ),
    h('tbody', { role: 'rowgroup' }, [
      ...ongoing.map((one) => h(OngoingRow, { key: `ongoing-${one.id}`, ongoing: one, now: model.now })),
      ...shown.map((request) =>
        h(RequestRow, { key: request.id, request, isOpen: request.id === model.opened?.id, dispatch }),
      ),
    ]),
  ])
}

/** Arrow keys go from request to request. */
function moving(event: TargetedKeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button.open')]
  const next = buttons[buttons.indexOf(event.target as HTMLElement) + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}

function closing(props: ViewProps): (event: TargetedKeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.key === 'Escape' && props.model.opened) close(props)
  }
}

/** Who closes a request goes on where it was opened. */
function close({ model, dispatch }: ViewProps): void {
  const { opened } = model
  dispatch({ type: 'close' })
  if (opened) document.getElementById(`open-${opened.id}`)?.focus()
}

function emptiness({ requests, ongoing, connection, state }: Model): JSX.Element[] {
  if (requests.length + ongoing.length > 0) return [h('p', null, 'No request matches this filter.')]
  if (connection !== 'live' || !state) return [h('p', null, 'No requests to show yet.')]
  const url = globalThis.location?.origin ?? ''
  return [
    h('p', null, 'No requests yet. Each one shows up here as soon as it is done.'),
    h('p', { class: 'muted' }, [
      'Point an agent or an SDK at ',
      h('code', null, url),
      ', or let ',
      h('code', null, 'bedrock-profile-proxy connect'),
      ' do it.',
    ]),
  ]
}
