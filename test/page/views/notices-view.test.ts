import { describe, expect, it } from 'vitest'
import { NoticesView } from '../../../src/page/views/notices-view.ts'
import { stateWith } from '../page-requests.ts'
import { rendered, textIn } from './rendered.ts'

describe('What is said above all', () => {
  it('is nothing while all is well', () => {
    expect(textIn(rendered(NoticesView))).toBe('')
  })

  it('is that the proxy does not answer, and that what stands there is old', () => {
    expect(textIn(rendered(NoticesView, { connection: 'lost' }))).toContain('the last that it told')
    const nothingKnown = rendered(NoticesView, { connection: 'lost', state: undefined })
    expect(textIn(nothingKnown)).not.toContain('the last that it told')
  })

  it('is what the proxy said where it refused', () => {
    expect(textIn(rendered(NoticesView, { connection: 'lost', refusal: 'Close one.' }))).toBe('Close one.')
  })

  it('is what keeps the proxy from serving, and why AWS did not list', () => {
    const state = stateWith({
      problems: { credentials: 'Run aws sso login.' },
      catalogs: [{ region: 'eu-west-1', source: 'cache', asOf: stateWith().startedAt, models: 1, problem: 'timeout' }],
    })
    const text = textIn(rendered(NoticesView, { state }))
    expect(text).toContain('Run aws sso login.')
    expect(text).toContain('eu-west-1 when it was last asked (timeout)')
  })

  it('is that the proxy stops', () => {
    expect(textIn(rendered(NoticesView, { connection: 'ended' }))).toContain('The proxy is stopping')
  })
})
