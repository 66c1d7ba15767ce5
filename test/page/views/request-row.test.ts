import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import type { PageRequest } from '../../../src/page/page-data.ts'
import { RequestRow, StatusText } from '../../../src/page/views/request-row.ts'
import { requestWith } from '../page-requests.ts'
import { textIn } from './rendered.ts'

describe('A row', () => {
  it('tells when, what, of whom, how it went, how long it took and what it used', () => {
    const tokens = { cacheReadTokens: 9_000, cacheWriteTokens: 0 }
    const text = row(requestWith({ client: 'laptop', ...tokens, repaired: ['beta=a'], attempts: 2 }))
    expect(text).toBe(
      '12:00:00 laptop Converse anthropic.claude-sonnet-4-6 → eu.anthropic.claude-sonnet-4-6 geographic-profile 200 420 ms 1.23 s 1,234 56 9,000 / 0 2 repaired',
    )
  })

  it.each([
    [{ sentModel: 'anthropic.claude-sonnet-4-6' }, '→ as it is'],
    [{ sentModel: undefined, error: 'policy-refused' }, '→ policy-refused'],
    [{ requestedModel: undefined, error: 'foreign-origin' }, 'Converse foreign-origin'],
    [{ operation: '-', target: 'GET /nowhere' }, 'GET /nowhere'],
    [{ refusal: 'throttled' }, 'throttled'],
    [{ remedies: ['failover'] }, '1 failover'],
    [{ inputTokens: undefined }, '1.23 s – 56'],
  ] as const)('of %o has "%s"', (fields, text) => {
    expect(row(requestWith(fields as Partial<PageRequest>))).toContain(text)
  })

  it('can be opened without a pointer, and says of what the details are', () => {
    const markup = render(requestWith())
    expect(markup).toMatch(/<button[^>]* aria-expanded="false"[^>]* aria-label="12:00:00, Converse anthropic/)
  })
})

describe('A status', () => {
  it.each([
    [{ status: 200 }, 'good', '200'],
    [{ status: 429 }, 'busy', '429'],
    [{ status: 403 }, 'bad', '403'],
    [{ status: 200, ending: 'upstream-broke' }, 'bad', '200 broke off'],
    [{ status: 200, ending: 'client-left' }, 'bad', '200 client left'],
  ])('of %o is %s: %s', (fields, kind, text) => {
    const markup = renderToString(h(StatusText, { request: requestWith(fields) }))
    expect(markup).toContain(`class="${kind}"`)
    expect(textIn(markup)).toBe(text)
  })
})

function row(request: PageRequest): string {
  return textIn(render(request))
}

function render(request: PageRequest): string {
  return renderToString(h(RequestRow, { request, isOpen: false, dispatch: () => undefined }))
}
