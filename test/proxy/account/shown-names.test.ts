import { expect, it } from 'vitest'
import { pathOf, shownName, shownTarget } from '../../../src/proxy/account/shown-names.ts'

it.each([
  ['anthropic.claude-sonnet-4-6', 'anthropic.claude-sonnet-4-6'],
  ['Claude Sonnet', 'Claude Sonnet'],
  ['a\r\nb', 'a%u000d%u000ab'],
  ['\u202e\u0085é\ud800', '%u202e%u0085%u00e9%ud800'],
])('a name is shown so that a header and a line can hold it: %j', (name, shown) => {
  expect(shownName(name)).toBe(shown)
})

it('a long name is cut', () => {
  expect(shownName('x'.repeat(5000))).toBe(`${'x'.repeat(2048)}...`)
})

it('a secret is no part of what is shown, wherever the rest is cut off', () => {
  const key = `ABSK${'secret'.repeat(20)}`
  expect(shownName(`eu.${key}`)).toBe('eu.ABSK***')
  expect(shownName(`${'x'.repeat(2030)}.${key}`)).not.toContain('secret')
  expect(shownTarget({ method: 'GET', url: `/${'x'.repeat(80)}/${key}` })).not.toContain('secret')
})

it('a target is shown without its query and its password, as far as a line has room', () => {
  expect(shownTarget({ method: 'GET', url: '/a?key=secret' })).toBe('GET /a')
  expect(shownTarget({ method: 'GET', url: 'http://user:password@h/a' })).not.toContain('password')
  expect(shownTarget({ method: 'GET', url: `/${'a'.repeat(500)}` }).length).toBeLessThan(110)
  expect(pathOf('/a/b?c?d')).toBe('/a/b')
})
