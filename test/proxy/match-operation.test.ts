import { describe, expect, it } from 'vitest'
import { OPERATIONS } from '../../src/bedrock/operations.ts'
import { matchOperation, operationPath } from '../../src/proxy/match-operation.ts'

const LABEL = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc'

describe('matchOperation', () => {
  it.each(OPERATIONS)('finds $name by its method and path', (operation) => {
    const matched = matchOperation(operation.method, operationPath(operation, [LABEL, LABEL]))
    expect(matched.operation).toBe(operation)
    expect(matched.labels.every((label) => label === LABEL)).toBe(true)
  })

  it('finds the same object for the same target again, whatever others have asked for before', () => {
    for (let i = 0; i < 1500; i++) matchOperation('POST', `/model/made.up-${i}/invoke`)
    expect(matchOperation('POST', '/model/a.b/invoke')).toBe(matchOperation('POST', '/model/a.b/invoke'))
  })

  it.each([
    ['/model/a.b%3A0/invoke', 'a.b:0'],
    ['/model/a.b:0/invoke', 'a.b:0'],
    [
      '/model/arn:aws:bedrock:eu-central-1::foundation-model%2Fa.b/invoke',
      'arn:aws:bedrock:eu-central-1::foundation-model/a.b',
    ],
    ['//model///a.b//invoke', 'a.b'],
    ['/model/a.b/invoke/', 'a.b'],
    ['/pfx/model/a.b/invoke', 'a.b'],
    [`/model/${LABEL}/invoke`, LABEL],
  ])('decodes the label of %s once', (target, label) => {
    expect(matchOperation('POST', target).labels).toEqual([label])
  })

  it.each([
    ['', []],
    ['?', []],
    [
      '?sortBy=1&maxResults=2&sortBy=3',
      [
        ['sortBy', '1'],
        ['maxResults', '2'],
        ['sortBy', '3'],
      ],
    ],
    [
      '?nextToken&sortBy=&sortOrder==',
      [
        ['nextToken', ''],
        ['sortBy', ''],
        ['sortOrder', '='],
      ],
    ],
    [
      '?next%54oken=%2F%3F&sortBy=a+b',
      [
        ['nextToken', '/?'],
        ['sortBy', 'a+b'],
      ],
    ],
    ['?a=1&X-Amz-Signature=0&x-amz-security-token=t&MaxResults=1&__proto__=1', []],
  ])('keeps of the query %j what the operation knows, in its order', (query, expected) => {
    expect(matchOperation('GET', `/async-invoke${query}`).query).toEqual(expected)
  })

  it.each([
    ['GET', '/model/a/invoke'],
    ['post', '/model/a/invoke'],
    ['POST', '/model/a/b/invoke'],
    ['POST', '/model//invoke'],
    ['POST', '/model/a/Invoke'],
    ['POST', '/eu/model/a/invoke'],
    ['POST', 'model/a/invoke'],
    ['POST', 'http://host/model/a/invoke'],
    ['OPTIONS', '*'],
    // HTTP/2 lets any word through for a method, also those that every object of JavaScript knows.
    ['constructor', '/model/a/invoke'],
    ['valueOf', '/model/a/invoke'],
    ['__proto__', '/model/a/invoke'],
    ['', ''],
  ])('knows no operation %s %s', (method, target) => {
    expect(() => matchOperation(method, target)).toThrow(expect.objectContaining({ code: 'unknown-operation' }))
  })

  it('quotes no more than the beginning of an unknown path', () => {
    expect(() => matchOperation('GET', `/${'x'.repeat(5000)}`)).toThrow(/^GET \/x{199}… is no operation/)
  })

  it.each([
    ['/model/a%/invoke', 'malformed-request'],
    ['/model/a%zz/invoke', 'malformed-request'],
    ['/model/%c3%28/invoke', 'malformed-request'],
    ['/model/a/invoke?x=%', 'malformed-request'],
    ['/guardrail/a%2Fb/version/1/apply', 'invalid-model-identifier'],
    ['/guardrail/../version/1/apply', 'invalid-model-identifier'],
    ['/guardrail/%2e%2e/version/1/apply', 'invalid-model-identifier'],
    ['/guardrail/a%00/version/1/apply', 'invalid-model-identifier'],
    ['/guardrail/a%2500/version/1/apply', 'invalid-model-identifier'],
    [`/guardrail/${'a'.repeat(2049)}/version/1/apply`, 'invalid-model-identifier'],
  ])('refuses %.40s as %s', (target, code) => {
    expect(() => matchOperation('POST', target)).toThrow(expect.objectContaining({ code }))
  })
})

it('operationPath encodes each label as one segment', () => {
  const { operation } = matchOperation('POST', '/guardrail/a/version/1/apply')
  expect(operationPath(operation, ['a/b:c', '1?#'])).toBe('/guardrail/a%2Fb%3Ac/version/1%3F%23/apply')
})

it.each(['a%2Fb', '..', 'a%00', 'a b'])(
  'takes any string for the name of a model, which is judged when it is resolved: %s',
  (name) => {
    expect(matchOperation('POST', `/model/${name}/invoke`).labels).toEqual([decodeURIComponent(name)])
  },
)
