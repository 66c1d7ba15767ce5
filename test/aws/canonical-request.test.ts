import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonicalHeader, canonicalRequest } from '../../src/aws/canonical-request.ts'
import { VECTORS } from '../fixtures/sigv4-vectors.ts'

describe('canonicalRequest', () => {
  it.each(VECTORS)('is what the vector says: $name', ({ request, signedHeaders, canonicalRequest: expected }) => {
    const { method, target, headers, body } = request
    const payloadHash = createHash('sha256').update(body).digest('hex')
    expect(canonicalRequest({ method, target, rawHeaders: headers }, signedHeaders, payloadHash)).toBe(expected)
  })

  it.each([
    ['//model///a/invoke', '/model/a/invoke'],
    ['/eu/../model/./a/invoke', '/model/a/invoke'],
    ['/../../a', '/a'],
    ['/model/', '/model/'],
    ['/', '/'],
    ['/model/a%2Fb:0/invoke', '/model/a%252Fb%3A0/invoke'],
  ])('normalises the path %s to %s', (target, expected) => {
    expect(canonicalRequest({ method: 'GET', target, rawHeaders: [] }, [], '').split('\n')[1]).toBe(expected)
  })

  it('sorts the query by its encoded names, then values', () => {
    const target = '/a?b=2&a=x%2By&a=1+1&a-b=&flag'
    const [, , query] = canonicalRequest({ method: 'GET', target, rawHeaders: [] }, [], '').split('\n')
    expect(query).toBe('a=1%2B1&a=x%2By&a-b=&b=2&flag=')
  })

  it('looks at each header once, however many names a signature has', () => {
    let looks = 0
    const get = (fields: string[], key: string) => {
      if (/^\d+$/.test(key)) looks++
      return Reflect.get(fields, key)
    }
    const rawHeaders: readonly string[] = new Proxy(['x-a', '1', 'X-A', '2'], { get })
    const lines = canonicalRequest({ method: 'GET', target: '/', rawHeaders }, Array(1_000).fill('x-a'), '').split('\n')
    expect(lines.filter((line) => line === 'x-a:1,2')).toHaveLength(1_000)
    expect(looks).toBe(rawHeaders.length)
  })

  it('throws on a query that cannot be decoded', () => {
    expect(() => canonicalRequest({ method: 'GET', target: '/a?b=%zz', rawHeaders: [] }, [], '')).toThrow(URIError)
  })
})

describe('canonicalHeader', () => {
  const rawHeaders = ['X-A', '  one \t two ', 'x-a', 'three', ':authority', 'localhost']

  it('trims values, makes their white space one, and joins what is repeated', () => {
    expect(canonicalHeader(rawHeaders, 'x-a')).toBe('one two,three')
  })

  it('takes :authority for host where there is none', () => {
    expect(canonicalHeader(rawHeaders, 'host')).toBe('localhost')
    expect(canonicalHeader(['Host', 'a', ...rawHeaders], 'host')).toBe('a')
    expect(canonicalHeader([], 'host')).toBeUndefined()
  })
})
