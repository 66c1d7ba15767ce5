import { expect, it } from 'vitest'
import { canonicalRequest, headerValue } from '../../src/simulator/canonical-request.ts'
import { VECTORS } from '../fixtures/sigv4-vectors.ts'

it.each(VECTORS)('builds the canonical request of the vector: $name', (vector) => {
  const payloadHash = vector.canonicalRequest.split('\n').at(-1) ?? ''
  expect(canonicalRequest(vector.request, vector.signedHeaders, payloadHash)).toBe(vector.canonicalRequest)
})

const canonicalOf = (target: string) =>
  canonicalRequest({ method: 'GET', target, headers: [], body: Buffer.alloc(0) }, [], '').split('\n')

it.each([
  ['an encoded colon once more', '/a%3Ab', '/a%253Ab'],
  ['a literal colon', '/a:b', '/a%3Ab'],
  ['what JavaScript leaves bare', "/!'()*", '/%21%27%28%29%2A'],
])('encodes %s in the path', (_title, target, path) => {
  expect(canonicalOf(target)[1]).toBe(path)
})

it.each([
  ['by name, then by value', '?b=1&a=2&a=1', 'a=1&a=2&b=1'],
  ['with an equals sign for a bare name', '?flag', 'flag='],
  ['encoded exactly once', '?a=x%2Fy&b=x/y', 'a=x%2Fy&b=x%2Fy'],
  ['before other names by bytes', '?b=1&B=1', 'B=1&b=1'],
])('puts query parameters %s', (_title, query, expected) => {
  expect(canonicalOf(`/${query}`)[2]).toBe(expected)
})

it.each([
  ['joins repeated headers', ['X-A', '1', 'x-a', '2'], 'x-a', '1,2'],
  ['trims and collapses spaces', ['x-a', '  1   2 '], 'x-a', '1 2'],
  ['takes the authority for the host under HTTP/2', [':authority', 'h:1'], 'host', 'h:1'],
  ['does not mistake a value for a name', ['x-b', 'x-a', 'x-c', '1'], 'x-a', undefined],
])('%s', (_title, headers, name, expected) => {
  expect(headerValue(headers, name)).toBe(expected)
})
