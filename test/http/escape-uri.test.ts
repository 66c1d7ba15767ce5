import { expect, it } from 'vitest'
import { escapeUri } from '../../src/http/escape-uri.ts'

it.each([
  ['AZaz09-._~', 'AZaz09-._~'],
  ["!'()*", '%21%27%28%29%2A'],
  ['a b/c:d+e', 'a%20b%2Fc%3Ad%2Be'],
  ['%3A', '%253A'],
  ['é', '%C3%A9'],
])('%s becomes %s', (text, escaped) => {
  expect(escapeUri(text)).toBe(escaped)
})
