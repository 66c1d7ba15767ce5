import { expect, it } from 'vitest'
import { matchOperation } from '../../src/proxy/match-operation.ts'
import type { RegionalParts, Upstream } from '../../src/proxy/proxy-parts.ts'
import { selectRegion, selectUpstream } from '../../src/proxy/select-region.ts'

const ALLOWED = ['eu-central-1', 'us-west-2']
const APPLICATION = (region: string) => `arn:aws:bedrock:${region}:123456789012:application-inference-profile/abc`
const JOB = (region: string) => `arn:aws:bedrock:${region}:123456789012:async-invoke/abc`

it.each<[what: string, target: string, identifier: string | undefined, region: string]>([
  ['the configured one', '/model/a.b/converse', 'a.b', 'eu-central-1'],
  ['that of the path', '/us-west-2/model/a.b/converse', 'a.b', 'us-west-2'],
  ['that of an ARN', '/model/x/converse', APPLICATION('us-west-2'), 'us-west-2'],
  ['that of path and ARN alike', '/us-west-2/model/x/converse', APPLICATION('us-west-2'), 'us-west-2'],
  [
    'the configured one for an ARN without a Region',
    '/model/x/converse',
    'arn:aws:bedrock:::foundation-model/a.b',
    'eu-central-1',
  ],
])('The Region is %s', (_, target, identifier, region) => {
  const located = identifier ? ({ in: 'path', identifier } as const) : ({ in: 'nowhere' } as const)
  expect(selectRegion(matchOperation('POST', target), located, parts())).toMatchObject({ region })
})

it('An ARN counts as well where it names no model', () => {
  const matched = matchOperation('GET', `/async-invoke/${encodeURIComponent(JOB('us-west-2'))}`)
  expect(selectRegion(matched, { in: 'nowhere' }, parts())).toMatchObject({ region: 'us-west-2' })
})

it.each([
  ['/ap-south-1/model/a.b/converse', 'a.b', 'region-not-allowed', 'The path of this request names ap-south-1'],
  ['/model/x/converse', APPLICATION('ap-south-1'), 'region-not-allowed', 'An ARN of this request names ap-south-1'],
  [
    '/us-west-2/model/x/converse',
    APPLICATION('eu-central-1'),
    'contradicting-regions',
    'names us-west-2, and the ARN in it eu-central-1',
  ],
])('%s with %s is refused as %s', (target, identifier, code, words) => {
  const select = () => selectRegion(matchOperation('POST', target), { in: 'path', identifier }, parts())
  expect(select).toThrow(expect.objectContaining({ code, message: expect.stringContaining(words) }))
})

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
  ['GET', '/v1/models', undefined],
])('%s %s goes to %s', (method, path, host) => {
  expect(selectUpstream(matchOperation(method, path).operation, { upstreams })?.host).toBe(host)
})

it('The mantle says how to turn it on where it is off', () => {
  const { operation } = matchOperation('POST', '/mantle/v1/responses')
  expect(() => selectUpstream(operation, { upstreams: { ...upstreams, mantle: undefined } })).toThrow(
    expect.objectContaining({ code: 'unknown-operation', message: expect.stringContaining('with --mantle') }),
  )
})

function parts(regional: Partial<RegionalParts> = {}) {
  const inRegion = (region: string) =>
    ALLOWED.includes(region) ? ({ catalogReady: () => undefined, ...regional, region } as RegionalParts) : undefined
  return { region: 'eu-central-1', inRegion }
}
