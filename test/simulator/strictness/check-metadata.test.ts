import { describe, expect, it } from 'vitest'
import { checkMetadata } from '../../../src/simulator/strictness/check-metadata.ts'

const MAP = { 'a b:_@$#=/+,.-Z9': '', team: 'a'.repeat(256) }
const MANY = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, 'v']))
const OPERATIONS = ['Converse', 'ConverseStream', 'InvokeModel', 'InvokeModelWithResponseStream']

describe.each(OPERATIONS)('The metadata of %s', (operation) => {
  it.each([MAP, Object.fromEntries(Object.entries(MANY).slice(1)), undefined])('may be %j', (metadata) => {
    expect(refusalOf(operation, metadata)).toBeUndefined()
  })

  it.each<[unknown, string]>([
    [{}, 'greater than or equal to 1'],
    [MANY, 'less than or equal to 16'],
    [{ é: 'v' }, 'Map keys must satisfy constraint'],
    [{ '': 'v' }, 'Map keys must satisfy constraint'],
    [{ ['k'.repeat(257)]: 'v' }, 'Map keys must satisfy constraint'],
    [{ k: 'v;' }, 'Map value must satisfy constraint'],
    [{ k: 'v'.repeat(257) }, 'Map value must satisfy constraint'],
    [{ k: 7 }, 'Map value must satisfy constraint'],
    ['text', 'a map of strings'],
    [['a'], 'a map of strings'],
    [null, 'a map of strings'],
  ])('may not be %j', (metadata, words) => {
    expect(refusalOf(operation, metadata)).toContain(words)
  })
})

it('A header that is no JSON is refused', () => {
  expect(refusal('InvokeModel', ['X-Amzn-Bedrock-Request-Metadata', 'team=a'])).toContain('a map of strings')
})

it('Where an operation takes none, it is passed over', () => {
  const header = ['X-Amzn-Bedrock-Request-Metadata', 'team=a']
  expect([refusal('Converse', header), refusal('CountTokens', header), refusal('Messages', header)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

function refusalOf(operation: string, metadata: unknown): string | undefined {
  if (operation.startsWith('Converse')) return refusal(operation, [], { requestMetadata: metadata })
  const header = metadata === undefined ? [] : ['X-Amzn-Bedrock-Request-Metadata', JSON.stringify(metadata)]
  return refusal(operation, header)
}

function refusal(operation: string, headers: readonly string[], body = {}): string | undefined {
  try {
    checkMetadata({ operation, headers, body, modelId: 'amazon.nova-lite-v1:0' })
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
