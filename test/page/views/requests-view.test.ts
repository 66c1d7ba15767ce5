import { describe, expect, it } from 'vitest'
import { RequestsView } from '../../../src/page/views/requests-view.ts'
import { requestWith, stateWith } from '../page-requests.ts'
import { rendered, textIn } from './rendered.ts'

describe('The requests', () => {
  it('stand in a table with its columns named', () => {
    const markup = rendered(RequestsView, { requests: [requestWith()] })
    for (const title of ['Time', 'Client', 'Operation', 'Status', 'First byte', 'Total', 'In', 'Out', 'Attempts']) {
      expect(markup).toMatch(new RegExp(`<th[^>]* scope="col"|scope="col"[^>]*>${title}`))
      expect(textIn(markup)).toContain(title)
    }
  })

  it('that are under way stand above those that are done, and are found by text alike', () => {
    const ongoing = [{ id: 1, time: stateWith().startedAt, operation: 'ConverseStream' }]
    const text = textIn(rendered(RequestsView, { requests: [requestWith()], ongoing }))
    expect(text.indexOf('ConverseStream')).toBeLessThan(text.indexOf('Converse anthropic'))
    expect(textIn(rendered(RequestsView, { ongoing, filter: 'stream' }))).toContain('waits for an answer')
    expect(textIn(rendered(RequestsView, { ongoing, filter: 'invoke' }))).toContain('No request matches')
  })

  it.each([
    [{ requests: [] }, 'No requests yet.'],
    [{ requests: [], connection: 'connecting' as const }, 'No requests to show yet.'],
    [{ requests: [requestWith()], filter: 'nothing like it' }, 'No request matches this filter.'],
  ])('that are none are told of in words: %o', (fields, text) => {
    expect(textIn(rendered(RequestsView, fields))).toContain(text)
  })

  it('say how many of them are shown', () => {
    const requests = [requestWith({ id: 2, status: 429 }), requestWith()]
    expect(textIn(rendered(RequestsView, { requests, filter: '429' }))).toContain('1 of 2')
    const forgotten = rendered(RequestsView, { requests, state: stateWith({ seen: 700 }) })
    expect(textIn(forgotten)).toContain('the last 2 of 700')
  })

  it('have the one beside them that is looked at', () => {
    const request = requestWith()
    const markup = rendered(RequestsView, { requests: [request], opened: request })
    expect(markup).toContain('<aside id="details"')
    expect(markup).toContain('aria-expanded="true"')
  })
})
