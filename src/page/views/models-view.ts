import { h, type JSX, type TargetedInputEvent } from 'preact'
import { nearestNames } from '../../bedrock/nearest-names.ts'
import { NOTHING } from '../in-words.ts'
import type { PageModel } from '../page-data.ts'
import type { Answer, Model } from '../page-model.ts'
import { DecisionView } from './decision-view.ts'
import type { ViewProps } from './view-props.ts'

/** A field that says of any identifier what becomes of it, and the models of the Region, narrowed down by the same text. */
export function ModelsView({ model, dispatch }: ViewProps): JSX.Element {
  const { asked, answer } = model
  return h('div', { class: 'models' }, [
    h('div', { class: 'ask', key: 'ask' }, [
      h('label', { for: 'ask' }, 'What becomes of'),
      h('input', {
        id: 'ask',
        type: 'search',
        placeholder: 'Any model ID, profile ID, ARN or name of your own',
        'aria-keyshortcuts': '/',
        spellcheck: false,
        autocapitalize: 'off',
        value: asked,
        onInput: (event: TargetedInputEvent<HTMLInputElement>) =>
          dispatch({ type: 'ask', text: event.currentTarget.value }),
      }),
      h('p', { class: 'unseen', role: 'status' }, asked.trim() !== '' && answer && inShort(answer)),
      h('div', { id: 'answer', class: 'answer' }, asked.trim() !== '' && answer && answered(answer)),
    ]),
    list(model, dispatch),
  ])
}

/** Who listens in place of looking hears the outcome with each letter, and reads the rest when they like. */
function inShort(answer: Answer): string {
  if (answer.kind === 'problem') return answer.message
  return answer.decision.resolved === null ? answer.decision.kind : `is sent as ${answer.decision.resolved}`
}

function answered(answer: Answer): JSX.Element {
  if (answer.kind === 'problem') return h('p', { class: 'bad' }, answer.message)
  return h(DecisionView, { decision: answer.decision })
}

function list({ models, asked, state }: Model, dispatch: ViewProps['dispatch']): JSX.Element {
  if (!models) return h('p', { class: 'empty', key: 'none' }, 'The models of the Region are not here yet.')
  const shown = matching(models, asked)
  if (shown.length === 0) {
    return h('div', { class: 'empty', key: 'no-match' }, nothingMatches(models, asked, state?.region, dispatch))
  }
  return h('table', { class: 'rows', key: 'table' }, [
    h('caption', { class: 'unseen' }, 'Foundation models that the Region reaches'),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        COLUMNS.map((title) => h('th', { key: title, scope: 'col' }, title)),
      ),
    ),
    h(
      'tbody',
      null,
      shown.map((one) => row(one, dispatch)),
    ),
  ])
}

/** Somebody who mistypes an ID sees what it could have been. */
function nothingMatches(
  models: readonly PageModel[],
  asked: string,
  region = 'the Region',
  dispatch: ViewProps['dispatch'],
): JSX.Element[] {
  const known = models.map(({ modelId }) => modelId)
  const near = nearestNames(asked.trim().toLowerCase(), known, MOST_NEAR)
  const text = h('p', { key: 'none' }, `No model that ${region} reaches has this in its ID or its name.`)
  if (near.length === 0) return [text]
  return [text, h('p', { key: 'near', class: 'near' }, ['Near: ', ...near.map((id) => idButton(id, dispatch))])]
}

const MOST_NEAR = 3

/** Asks what becomes of an ID. */
function idButton(id: string, dispatch: ViewProps['dispatch'], title?: string): JSX.Element {
  const onClick = () => dispatch({ type: 'ask', text: id })
  return h('button', { key: id, type: 'button', class: 'id', title, onClick }, id)
}

const COLUMNS = ['Model ID', 'Goes upstream as', 'Processed in', 'Note']

function row(model: PageModel, dispatch: ViewProps['dispatch']): JSX.Element {
  const { modelId, name, resolved, destinationRegions, geography } = model
  return h('tr', { key: modelId }, [
    h('td', null, idButton(modelId, dispatch, name)),
    h(
      'td',
      { 'data-label': '→' },
      resolved === null
        ? h('span', { class: 'bad' }, 'refused')
        : h('code', { class: 'id' }, resolved === modelId ? 'as it is' : resolved),
    ),
    h(
      'td',
      { class: 'why', title: destinationRegions.join(', ') },
      geography === 'global' ? 'any commercial Region' : destinationRegions.join(', ') || NOTHING,
    ),
    h('td', { class: 'why' }, noteOn(model)),
  ])
}

function noteOn({ refusal, endOfLife }: PageModel): string {
  return [refusal && 'The policy refuses it.', endOfLife && `ends ${endOfLife}`].filter(Boolean).join(' ')
}

/** What has the text in its ID or name; where it is a whole identifier with a geography, by the model behind that. */
function matching(models: readonly PageModel[], asked: string): readonly PageModel[] {
  const wanted = asked.trim().toLowerCase()
  return models.filter(({ modelId, name, resolved }) =>
    [modelId, name, resolved ?? ''].some((text) => text.toLowerCase().includes(wanted)),
  )
}
