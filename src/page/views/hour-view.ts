import { h, type JSX } from 'preact'
import { clockText, countText, durationText, shortCount } from '../in-words.ts'
import type { PageMinute } from '../page-data.ts'
import type { Model } from '../page-model.ts'
import { LANE_HEIGHT, type Lane, lanesOf, laneTop, MINUTE_MS, MINUTES, WIDTH } from './hour-lanes.ts'

/** The last hour in one drawing: requests, tokens and the time to the first byte, minute by minute. */
export function HourView({ model: { state, now } }: { readonly model: Model }): JSX.Element {
  const minutes = state?.hour ?? []
  const from = Math.floor(now / MINUTE_MS) * MINUTE_MS - (MINUTES - 1) * MINUTE_MS
  const lanes = lanesOf(minutes, from)
  return h('section', { class: 'hour', 'aria-label': 'The last hour' }, [
    h('dl', null, lanes.map(legend)),
    h(
      'svg',
      {
        viewBox: `0 0 ${WIDTH} ${laneTop(lanes.length)}`,
        preserveAspectRatio: 'none',
        role: 'img',
        'aria-label': summaryOf(minutes),
      },
      [...lanes.map(drawn), ...minutes.map((minute) => hint(minute, from, lanes.length))],
    ),
    h('p', { class: 'axis', 'aria-hidden': true }, [
      h('span', null, clockText(from).slice(0, 5)),
      h('span', null, 'now'),
    ]),
  ])
}

function legend({ name, told }: Lane): JSX.Element {
  return h('div', { key: name }, [h('dt', null, name), h('dd', null, told)])
}

function drawn({ name, bars }: Lane, lane: number): JSX.Element {
  const floor = laneTop(lane) + LANE_HEIGHT
  return h('g', { key: name }, [
    h('line', { class: 'floor', x1: 0, x2: WIDTH, y1: floor, y2: floor }),
    ...bars.map(({ kind, minute, bottom, height }) =>
      h('rect', { class: kind, x: minute * 10 + 1, width: 8, y: floor - bottom - height, height }),
    ),
  ])
}

/** What a pointer that rests on a minute is told. */
function hint(minute: PageMinute, from: number, lanes: number): JSX.Element {
  const x = ((minute.from - from) / MINUTE_MS) * 10
  return h('rect', { key: minute.from, class: 'hint', x, width: 10, y: 0, height: laneTop(lanes) }, [
    h('title', null, `${clockText(minute.from).slice(0, 5)}  ${minuteText(minute)}`),
  ])
}

function minuteText({ requests, failed, inputTokens, outputTokens, firstByteMs, ...cache }: PageMinute): string {
  return [
    `${countText(requests)} requests${failed > 0 ? `, ${countText(failed)} failed` : ''}`,
    `tokens: ${countText(inputTokens)} in, ${countText(outputTokens)} out, ${countText(cache.cacheReadTokens)} from and ${countText(cache.cacheWriteTokens)} to the cache`,
    `first byte after ${durationText(firstByteMs)}`,
  ].join('\n')
}

function summaryOf(minutes: readonly PageMinute[]): string {
  const requests = minutes.reduce((sum, minute) => sum + minute.requests, 0)
  const tokens = minutes.reduce((sum, minute) => sum + minute.inputTokens + minute.outputTokens, 0)
  return `In the last hour ${countText(requests)} requests and ${shortCount(tokens)} tokens, in and out.`
}
