import { expect, it } from 'vitest'
import { matchOperation } from '../../src/proxy/match-operation.ts'
import type { RegionalParts, Upstream } from '../../src/proxy/proxy-parts.ts'
import { selectUpstream } from '../../src/proxy/select-upstream.ts'

const named = (host: string) => ({ host }) as Upstream
const upstreams: RegionalParts['upstreams'] = {
  inference: named('runtime'),
  relay: named('runtime-relay'),
  'control-plane': named('control'),
  mantle: named('mantle'),
}

it.each([
  ['POST', '/v1/messages', 'runtime'],
  ['GET', '/async-invoke', 'runtime-relay'],
  ['GET', '/inference-profiles', 'control'],
  ['POST', '/mantle/v1/responses', 'mantle'],
])('%s %s goes to %s', (method, path, host) => {
  expect(selectUpstream(matchOperation(method, path).operation, { upstreams }).host).toBe(host)
})

it('says how to turn the mantle on where it is off', () => {
  const { operation } = matchOperation('POST', '/mantle/v1/responses')
  expect(() => selectUpstream(operation, { upstreams: { ...upstreams, mantle: undefined } })).toThrow(
    expect.objectContaining({ code: 'unknown-operation', message: expect.stringContaining('with --mantle') }),
  )
})
