import { describe, expect, it } from 'vitest'
import type { PageModel } from '../../../src/page/page-data.ts'
import { ModelsView } from '../../../src/page/views/models-view.ts'
import { DECISION } from '../page-requests.ts'
import { rendered, textIn } from './rendered.ts'

const SONNET: PageModel = {
  modelId: 'anthropic.claude-sonnet-4-6',
  name: 'Claude Sonnet 4.6',
  resolved: 'eu.anthropic.claude-sonnet-4-6',
  kind: 'profile',
  reason: 'geographic-profile',
  geography: 'eu',
  destinationRegions: ['eu-central-1'],
  source: 'live',
}
const TITAN: PageModel = {
  ...SONNET,
  modelId: 'amazon.titan',
  name: 'Titan',
  resolved: null,
  refusal: 'No.',
  endOfLife: '2027-01-01',
}
const models = [SONNET, TITAN]

describe('The models of the Region', () => {
  it('are listed with what becomes of their IDs', () => {
    const text = textIn(rendered(ModelsView, { models }))
    expect(text).toContain('anthropic.claude-sonnet-4-6 eu.anthropic.claude-sonnet-4-6 eu-central-1')
    expect(text).toContain('amazon.titan refused eu-central-1 The policy refuses it. ends 2027-01-01')
  })

  it.each([
    ['claude', 'anthropic.claude-sonnet-4-6', 'amazon.titan'],
    ['TITAN', 'amazon.titan', 'anthropic'],
    ['eu.anthropic', 'anthropic.claude-sonnet-4-6', 'amazon.titan'],
  ])('are narrowed down by what is typed: %s', (asked, shown, hidden) => {
    const text = textIn(rendered(ModelsView, { models, asked }))
    expect(text).toContain(shown)
    expect(text).not.toContain(hidden)
  })

  it.each([
    [undefined, '', 'are not here yet'],
    [models, 'nothing like it', 'No model that eu-central-1 reaches has this'],
  ])('that are none are told of in words', (known, asked, text) => {
    expect(textIn(rendered(ModelsView, { models: known, asked }))).toContain(text)
  })
})

it('A name that is mistyped has the nearest IDs beside it', () => {
  const text = textIn(rendered(ModelsView, { models, asked: 'anthropic.claud-sonet-4-6' }))
  expect(text).toContain('Near: anthropic.claude-sonnet-4-6')
})

describe('What becomes of what is typed', () => {
  it('stands below it', () => {
    const answer = { kind: 'decision', decision: DECISION } as const
    expect(textIn(rendered(ModelsView, { models, asked: 'x', answer }))).toContain(
      'Because it is the inference profile',
    )
  })

  it('may be that it cannot be said', () => {
    const answer = { kind: 'problem', message: 'The proxy does not answer.' } as const
    expect(textIn(rendered(ModelsView, { models, asked: 'x', answer }))).toContain('The proxy does not answer.')
  })
})
