import { describe, expect, it } from 'vitest'
import { initialModel, type Model, type PageEvent, update } from '../../src/page/page-model.ts'
import { DECISION, NOON, requestWith, stateWith } from './page-requests.ts'

describe('Requests', () => {
  it('stand newest first, each once, however often a stream tells of them', () => {
    const model = updated(told(1, 2), told(1, 2, 3), told(3))
    expect(model.requests.map(({ id }) => id)).toEqual([3, 2, 1])
  })

  it('are as many as the proxy remembers', () => {
    const model = updated({ type: 'state', state: stateWith({ capacity: 3 }) }, told(1, 2), told(3, 4))
    expect(model.requests.map(({ id }) => id)).toEqual([4, 3, 2])
  })

  it('of a proxy that was started anew are another history', () => {
    const model = updated(
      { type: 'state', state: stateWith() },
      told(1, 2, 3),
      { type: 'state', state: stateWith({ startedAt: new Date(NOON).toISOString() }) },
      told(1),
    )
    expect(model.requests.map(({ id }) => id)).toEqual([1])
  })

  it('stay where nothing new is told, so that nothing is drawn', () => {
    const model = updated(told(1))
    expect(update(model, told(1)).requests).toBe(model.requests)
  })
})

describe('The request that is looked at', () => {
  it('stays when the proxy has forgotten it, and goes when it is closed', () => {
    const request = requestWith()
    const model = updated(
      { type: 'state', state: stateWith({ capacity: 1 }) },
      told(1),
      { type: 'open', request },
      told(2),
    )
    expect(model.opened).toBe(request)
    expect(update(model, { type: 'close' }).opened).toBeUndefined()
  })

  it('begins without what was said of another one', () => {
    const answer = { kind: 'decision', decision: DECISION } as const
    const model = updated({ type: 'open', request: requestWith() }, { type: 'opened-anew', answer })
    expect(model.openedAnew).toBe(answer)
    expect(update(model, { type: 'open', request: requestWith({ id: 2 }) }).openedAnew).toBeUndefined()
  })
})

describe('An answer', () => {
  const answer = { kind: 'problem', message: 'No.' } as const

  it('counts for what is asked at the moment', () => {
    expect(updated({ type: 'ask', text: 'a' }, { type: 'answer', asked: 'a', answer }).answer).toBe(answer)
    expect(updated({ type: 'ask', text: 'ab' }, { type: 'answer', asked: 'a', answer }).answer).toBeUndefined()
  })

  it('goes when nothing is asked any more', () => {
    const model = updated(
      { type: 'ask', text: 'a' },
      { type: 'answer', asked: 'a', answer },
      { type: 'ask', text: ' ' },
    )
    expect(model.answer).toBeUndefined()
  })
})

describe('The connection', () => {
  it('that is there again makes a refusal and a question for the token things of the past', () => {
    const model = updated(
      { type: 'refused', message: 'No.' },
      { type: 'token-wanted', wasShown: true },
      { type: 'connection', connection: 'live' },
    )
    expect(model).toMatchObject({ connection: 'live', refusal: undefined, tokenPrompt: 'not-wanted' })
  })

  it('that is lost leaves nothing under way: it may be over by now', () => {
    const ongoing = [{ id: 1, time: '', operation: 'Converse' }]
    const model = updated({ type: 'ongoing', ongoing })
    expect(model.ongoing).toBe(ongoing)
    expect(update(model, { type: 'connection', connection: 'lost' }).ongoing).toEqual([])
  })

  it('that is refused is lost, and the page says why', () => {
    expect(updated({ type: 'refused', message: 'No.' })).toMatchObject({ connection: 'lost', refusal: 'No.' })
  })

  it.each([
    [true, 'unknown-token'],
    [false, 'wanted'],
  ])('that wants a token, where one was shown: %s', (wasShown, tokenPrompt) => {
    expect(updated({ type: 'token-wanted', wasShown }).tokenPrompt).toBe(tokenPrompt)
  })
})

it.each<[PageEvent, Partial<Model>]>([
  [{ type: 'filter', text: 'x' }, { filter: 'x' }],
  [{ type: 'tab', tab: 'models' }, { tab: 'models' }],
  [{ type: 'models', models: [] }, { models: [] }],
  [{ type: 'tick', now: 7 }, { now: 7 }],
])('%o is kept', (event, fields) => {
  expect(updated(event)).toMatchObject(fields)
})

function updated(...events: PageEvent[]): Model {
  return events.reduce(update, initialModel(NOON))
}

function told(...ids: number[]): PageEvent {
  return { type: 'requests', requests: ids.map((id) => requestWith({ id })) }
}
