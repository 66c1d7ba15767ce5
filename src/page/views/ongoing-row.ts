import { h, type JSX } from 'preact'
import { clockText, NOTHING, spanText } from '../in-words.ts'
import type { PageOngoing } from '../page-data.ts'

type Props = { readonly ongoing: PageOngoing; readonly now: number }

/** A request that is not over yet, and for how long it has been under way. */
export function OngoingRow({ ongoing, now }: Props): JSX.Element {
  const { time, operation, requestedModel, status } = ongoing
  return h('tr', { class: 'ongoing' }, [
    h('td', { class: 'time' }, clockText(time)),
    h('td', { class: 'client nothing' }, NOTHING),
    h('td', { class: 'operation' }, operation),
    h('td', { class: 'model' }, [
      requestedModel !== undefined && h('code', { class: 'id' }, requestedModel),
      h('span', { class: 'became' }, status === undefined ? 'waits for an answer' : 'is being answered'),
    ]),
    h('td', { class: 'status' }, status === undefined ? NOTHING : String(status)),
    h('td', { class: 'number nothing' }, NOTHING),
    h('td', { class: 'number', 'data-label': 'So far' }, spanText(Date.parse(time), now)),
    h('td', { class: 'number tokens nothing' }, NOTHING),
    h('td', { class: 'number tokens nothing' }, NOTHING),
    h('td', { class: 'number cache nothing' }, NOTHING),
    h('td', { class: 'number attempts nothing' }, NOTHING),
  ])
}
