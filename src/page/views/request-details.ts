import { type ComponentChildren, h, type JSX } from 'preact'
import { bytesText, clockText, countText, durationText } from '../in-words.ts'
import type { PageRequest } from '../page-data.ts'
import type { Answer } from '../page-model.ts'
import { DecisionView } from './decision-view.ts'
import { StatusText } from './request-row.ts'

type Props = { readonly request: PageRequest; readonly anew: Answer | undefined; readonly onClose: () => void }

/** All that is remembered of one request, and how its model was decided on. */
export function RequestDetails({ request, anew, onClose }: Props): JSX.Element {
  const { id, operation, target, time } = request
  return h('aside', { id: 'details', key: id, 'aria-labelledby': 'details-title' }, [
    h('div', { class: 'head' }, [
      h('h2', { id: 'details-title' }, [target ?? operation, ' ', h(StatusText, { request })]),
      h('span', { class: 'muted' }, clockText(time)),
      h('button', { type: 'button', class: 'close', onClick: onClose, 'aria-label': 'Close the details' }, '✕'),
    ]),
    sentences(request),
    h('h3', null, 'Decision'),
    decision(request, anew),
    h('h3', null, 'Course'),
    h('dl', { class: 'pairs' }, facts(request).map(pair)),
  ])
}

function sentences({ why, advice, hint }: PageRequest): JSX.Element | false {
  const told = [why, advice, hint && `Nearest: ${hint}`].filter((text) => text !== undefined)
  return (
    told.length > 0 &&
    h(
      'div',
      { class: 'told' },
      told.map((text) => h('p', { key: text }, text)),
    )
  )
}

function decision({ decision, requestedModel }: PageRequest, anew: Answer | undefined): JSX.Element {
  if (decision) return h(DecisionView, { decision })
  if (requestedModel === undefined) return h('p', { class: 'muted' }, 'This request names no model.')
  if (anew?.kind !== 'decision') return h('p', { class: 'muted' }, 'No decision was made on this request.')
  return h('div', null, [
    h('p', { class: 'muted' }, 'Nothing went upstream. Asked now, this is what becomes of its model:'),
    h(DecisionView, { decision: anew.decision }),
  ])
}

type Pair = readonly [name: string, value: ComponentChildren]

function pair([name, value]: Pair): JSX.Element {
  return h('div', { key: name }, [h('dt', null, name), h('dd', null, value)])
}

function facts(request: PageRequest): Pair[] {
  const {
    attempts,
    remedies = [],
    repaired = [],
    firstByteMs,
    totalMs,
    region,
    movedFrom,
    client,
    requestClass,
  } = request
  return [
    [
      'Sent',
      attempts === 0
        ? 'never'
        : `${countText(attempts)} ${attempts === 1 ? 'time' : 'times'}${remedies.length > 0 ? `: ${remedies.join(', ')}` : ''}`,
    ],
    ...given('Taken out', repaired.length > 0 ? repaired.join('; ') : undefined),
    ['First byte', durationText(firstByteMs)],
    ['Total', durationText(totalMs)],
    ['Tokens', tokensText(request)],
    ['Size', `${bytesText(request.requestBytes)} in, ${bytesText(request.responseBytes)} out`],
    ['Region', movedFrom === undefined ? region : `${region}, in place of ${movedFrom}`],
    ...given('Client', client),
    ...given('Kind', requestClass),
    ['Ending', [request.ending, request.brokenBy].filter(Boolean).join(': ')],
    ...given('Error', request.error),
    ...given('Refusal', request.refusal),
    ['Request ID', h('code', { class: 'id' }, request.requestId)],
  ]
}

function given(name: string, value: string | undefined): Pair[] {
  return value === undefined ? [] : [[name, value]]
}

function tokensText({ inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, ...rest }: PageRequest): string {
  const { cacheWrite5mTokens, cacheWrite1hTokens, usage } = rest
  const known: readonly (readonly [number | undefined, string])[] = [
    [inputTokens, 'in'],
    [outputTokens, 'out'],
    [cacheReadTokens, 'from the cache'],
    [cacheWriteTokens, 'to the cache'],
    [cacheWrite5mTokens || undefined, 'of them for 5 minutes'],
    [cacheWrite1hTokens || undefined, 'of them for an hour'],
  ]
  const told = known.flatMap(([count, what]) => (count === undefined ? [] : [`${countText(count)} ${what}`]))
  if (told.length === 0) return 'not told'
  return `${told.join(', ')}${usage === 'so-far' ? ', as far as it came' : ''}`
}
