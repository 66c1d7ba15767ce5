import { expect, it } from 'vitest'
import { queryString, requestTarget } from '../../src/http/query-string.ts'

it.each([
  [[], ''],
  [
    [
      ['a', ''],
      ['b', '1'],
      ['a', '2'],
    ],
    'a=&b=1&a=2',
  ],
  [[['a b', "!'()*/?&=+é"]], 'a%20b=%21%27%28%29%2A%2F%3F%26%3D%2B%C3%A9'],
  [[['unreserved', '-._~']], 'unreserved=-._~'],
] as [[string, string][], string][])('%j is encoded by the rules of SigV4', (query, expected) => {
  expect(queryString(query)).toBe(expected)
})

it.each([
  [[], '/a'],
  [[['b', 'c d']], '/a?b=c%20d'],
] as const)('A path with the query %j is the target %s', (query, target) => {
  expect(requestTarget('/a', query)).toBe(target)
})
