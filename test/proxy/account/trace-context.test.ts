import { expect, it } from 'vitest'
import { traceContextIn } from '../../../src/proxy/account/trace-context.ts'

it('is what a client says in its headers, once', () => {
  expect(traceContextIn({ traceparent: 'a', tracestate: 'b' })).toEqual({ traceparent: 'a', tracestate: 'b' })
  expect(traceContextIn({ traceparent: ['a', 'b'] })).toEqual({ traceparent: undefined, tracestate: undefined })
  expect(traceContextIn({})).toEqual({ traceparent: undefined, tracestate: undefined })
})
