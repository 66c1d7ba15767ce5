import { expect, it } from 'vitest'
import { resolutionHeaders } from '../../../src/proxy/account/resolution-headers.ts'
import type { ResolvedModel } from '../../../src/proxy/resolve-requested-model.ts'

const RESOLUTION = { requested: 'a.m', resolved: 'eu.a.m', reason: 'geographic-profile' } as ResolvedModel

it('tells what went upstream, what was asked for, and why', () => {
  expect(resolutionHeaders(RESOLUTION, 'a.m')).toEqual([
    ...['x-bedrock-proxy-model', 'eu.a.m', 'x-bedrock-proxy-requested-model', 'a.m'],
    ...['x-bedrock-proxy-reason', 'geographic-profile'],
  ])
})

it('tells what was asked for where nothing went upstream, and nothing where nothing was asked for', () => {
  expect(resolutionHeaders(undefined, 'a.m')).toEqual(['x-bedrock-proxy-requested-model', 'a.m'])
  expect(resolutionHeaders(undefined, undefined)).toEqual([])
})
