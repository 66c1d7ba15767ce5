import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import type { PageRequest } from '../../../src/page/page-data.ts'
import type { Answer } from '../../../src/page/page-model.ts'
import { RequestDetails } from '../../../src/page/views/request-details.ts'
import { DECISION, requestWith } from '../page-requests.ts'
import { textIn } from './rendered.ts'

describe('The details of a request', () => {
  it('have its decision with every candidate, and how it went', () => {
    const text = show(requestWith({ attempts: 2, remedies: ['repair'], repaired: ['beta=a'], brokenBy: 'reset' }))
    for (const { id, why } of DECISION.candidates) expect(text).toContain(`${id} ${why}`)
    expect(text).toContain('Sent 2 times: repair')
    expect(text).toContain('Taken out beta=a')
    expect(text).toContain('Tokens 1,234 in, 56 out')
    expect(text).toContain('Size 800 B in, 2.5 kB out')
    expect(text).toContain('Ending complete: reset')
  })

  it('say what happened and what to do, and what is nearest', () => {
    const text = show(requestWith({ why: 'It was refused.', advice: 'Ask for access.', hint: 'eu.x' }))
    expect(text).toContain('It was refused. Ask for access. Nearest: eu.x')
  })

  it.each<[Partial<PageRequest>, Answer | undefined, string]>([
    [{ requestedModel: undefined } as never, undefined, 'This request names no model.'],
    [{}, undefined, 'No decision was made on this request.'],
    [{}, { kind: 'decision', decision: DECISION }, 'Nothing went upstream. Asked now'],
    [{}, { kind: 'problem', message: 'x' }, 'No decision was made on this request.'],
  ])('without a decision say so: %o', (fields, anew, text) => {
    const { decision: _none, ...request } = requestWith({ attempts: 0, ...fields })
    expect(show(request, anew)).toContain(text)
    expect(show(request, anew)).toContain('Sent never')
  })

  it.each([
    [{ inputTokens: undefined, outputTokens: undefined }, 'Tokens not told'],
    [{ cacheReadTokens: 3, usage: 'so-far' }, '3 from the cache, as far as it came'],
    [{ cacheWriteTokens: 3, cacheWrite5mTokens: 0, cacheWrite1hTokens: 3 }, '3 to the cache, 3 of them for an hour'],
  ])('tell tokens as far as they are known: %o', (fields, text) => {
    expect(show(requestWith(fields as Partial<PageRequest>))).toContain(text)
  })
})

function show(request: PageRequest, anew?: Answer): string {
  return textIn(renderToString(h(RequestDetails, { request, anew, onClose: () => undefined })))
}
