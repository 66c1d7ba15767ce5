import { h, type JSX } from 'preact'
import { clockText, NOTHING, spanText } from '../in-words.ts'
import type { PageOngoing } from '../page-data.ts'

type Props = { readonly ongoing: PageOngoing; readonly now: number }

/** A request that is not over yet, and for how long it has been under way. */
export function OngoingRow({ ongoing, now }: Props): JSX.Element {
  const { time, operation, requestedModel, status } = ongoing
  return h('tr', { role: 'row', class: 'ongoing' }, [
    h('td', { role: 'cell', class: 'time' }, clockText(time)),
    h('td', { role: 'cell', class: 'client nothing' }, NOTHING),
    h('td', { role: 'cell', class: 'operation' }, operation),
    h('td', { role: 'cell', class: 'model' }, [
      requestedModel !== undefined && h('code', { class: 'id' }, requestedModel),
      h('span', { class: 'became' }, status === undefined ? 'waits for an answer' : 'is being answered'),
    ]),
    h('td', { role: 'cell', class: 'status' }, status === undefined ? NOTHING : String(status)),
    h('td', { role: 'cell', class: 'number nothing' }, NOTHING),
    h('td', { role: 'cell', class: 'number', 'data-label': 'So far' }, spanText(Date.parse(time), now)),
    h('td', { role: 'cell', class: 'number tokens nothing' }, NOTHING),
    h('td', { role: 'cell', class: 'number tokens nothing' }, NOTHING),
    h('td', { role: 'cell', class: 'number cache nothing' }, NOTHING),
    h('td', { role: 'cell', class: 'number attempts nothing' }, NOTHING),
  ])
}
