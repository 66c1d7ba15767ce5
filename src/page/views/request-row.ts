import { Component, h, type JSX } from 'preact'
import { clockText, countText, durationText, NOTHING } from '../in-words.ts'
import type { PageRequest } from '../page-data.ts'
import type { Dispatch } from '../page-model.ts'

type Props = { readonly request: PageRequest; readonly isOpen: boolean; readonly dispatch: Dispatch }

/** One request in the table. A request never changes, so that a row is drawn once, and again when it is opened. */
export class RequestRow extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    return next.request !== this.props.request || next.isOpen !== this.props.isOpen
  }

  override render({ request, isOpen, dispatch }: Props): JSX.Element {
    const onClick = () => dispatch(isOpen ? { type: 'close' } : { type: 'open', request })
    return h('tr', { role: 'row', class: isOpen ? 'is-open' : undefined, onClick }, [
      h('td', { role: 'cell', class: 'time' }, openButton(request, isOpen)),
      cell('client', 'Client', request.client ?? NOTHING),
      h('td', { role: 'cell', class: 'operation' }, request.target ?? request.operation),
      h('td', { role: 'cell', class: 'model' }, modelCell(request)),
      h('td', { role: 'cell', class: 'status' }, h(StatusText, { request })),
      cell('number', 'First byte', durationText(request.firstByteMs)),
      cell('number', 'Total', durationText(request.totalMs)),
      cell('number tokens', 'In', countText(request.inputTokens)),
      cell('number tokens', 'Out', countText(request.outputTokens)),
      cell('number cache', 'Cache r / w', cacheText(request)),
      h('td', { role: 'cell', class: 'number attempts', 'data-label': 'Attempts' }, attemptsCell(request)),
    ])
  }
}

/** The row itself takes a pointer; for everybody else there is a button. */
function openButton({ id, time, operation, requestedModel = '' }: PageRequest, isOpen: boolean): JSX.Element {
  return h(
    'button',
    {
      type: 'button',
      class: 'open',
      id: `open-${id}`,
      'aria-expanded': isOpen,
      'aria-controls': 'details',
      'aria-label': `${clockText(time)}, ${operation} ${requestedModel}, details`,
    },
    clockText(time),
  )
}

function modelCell({ requestedModel, sentModel, reason, error, refusal }: PageRequest): (JSX.Element | string)[] {
  if (requestedModel === undefined) return [error === undefined ? NOTHING : h('span', { class: 'why' }, error)]
  const why = refusal ?? (sentModel === undefined ? undefined : reason)
  return [
    h('code', { class: 'id' }, requestedModel),
    h('span', { class: 'became' }, [
      '→ ',
      became(requestedModel, sentModel, error),
      why && h('span', { class: 'reason' }, why),
    ]),
  ]
}

function became(requested: string, sent: string | undefined, error: string | undefined): JSX.Element {
  if (sent === undefined) return h('span', null, error ?? 'not sent')
  return sent === requested ? h('span', null, 'as it is') : h('code', { class: 'id' }, sent)
}

/** The status in a word and a colour; of an answer that broke off how it ended. */
export function StatusText({ request: { status, ending } }: { readonly request: PageRequest }): JSX.Element {
  const isWhole = ending === 'complete' || ending === 'answered-here'
  return h('span', { class: isWhole ? kindOf(status) : 'bad' }, [
    String(status),
    !isWhole && h('span', { class: 'ended-by' }, ENDINGS[ending] ?? ending),
  ])
}

const ENDINGS: Readonly<Record<string, string>> = { 'upstream-broke': 'broke off', 'client-left': 'client left' }

function kindOf(status: number): string {
  if (status < 400) return 'good'
  return status === 429 || status === 503 ? 'busy' : 'bad'
}

function cell(kind: string, label: string, text: string): JSX.Element {
  return h('td', { role: 'cell', class: text === NOTHING ? `${kind} nothing` : kind, 'data-label': label }, text)
}

function cacheText({ cacheReadTokens, cacheWriteTokens }: PageRequest): string {
  if (cacheReadTokens === undefined && cacheWriteTokens === undefined) return NOTHING
  return `${countText(cacheReadTokens ?? 0)} / ${countText(cacheWriteTokens ?? 0)}`
}

function attemptsCell({ attempts, repaired = [], remedies = [] }: PageRequest): (JSX.Element | string | false)[] {
  const others = remedies.filter((name) => name !== 'repair')
  return [
    String(attempts),
    repaired.length > 0 && tag('repaired', `Taken out: ${repaired.join('; ')}`),
    others.length > 0 && tag(others.at(-1) ?? '', `Because of what Bedrock answered: ${remedies.join(', ')}`),
  ]
}

function tag(text: string, title: string): JSX.Element {
  return h('span', { class: 'tag', title }, text)
}
