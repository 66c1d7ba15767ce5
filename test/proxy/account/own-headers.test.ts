import { expect, it } from 'vitest'
import { ownHeaders } from '../../../src/proxy/account/own-headers.ts'

const OF_RESOLUTION = ['x-bedrock-proxy-model', 'eu.a.m']

it('tells what was done, in a list of its own', () => {
  const facts = { ofResolution: OF_RESOLUTION, attempts: 2, repaired: ['beta=a', 'learned'], requestId: 'id-1' }
  expect(ownHeaders(facts, { hint: 'a.n', told: { 'retry-after': '3' } })).toEqual([
    ...OF_RESOLUTION,
    ...['x-bedrock-proxy-attempts', '2', 'x-bedrock-proxy-hint', 'a.n', 'x-bedrock-proxy-repaired', 'beta=a; learned'],
    ...['retry-after', '3', 'x-amzn-requestid', 'id-1'],
  ])
  expect(OF_RESOLUTION).toHaveLength(2)
})

it('tells nothing of what there was not', () => {
  const facts = { ofResolution: [], attempts: undefined, repaired: [], requestId: undefined }
  expect(ownHeaders(facts, { hint: '' })).toEqual([])
})
