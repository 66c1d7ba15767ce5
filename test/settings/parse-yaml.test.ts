import { expect, it } from 'vitest'
import { parseYaml } from '../../src/settings/parse-yaml.ts'

it('Scalars stay the text that was written', () => {
  expect(parseYaml('token: 007\nopen: true\nhosts: [a, 1.0]')).toEqual({
    content: { token: '007', open: 'true', hosts: ['a', '1.0'] },
  })
})

it('A text that is no YAML is told by its line, not by its content', () => {
  const broken = { brokenAtLine: expect.any(Number), why: expect.not.stringContaining('CANARY') }
  expect(parseYaml('port: 1\n  bad: [CANARY')).toEqual(broken)
})

it.each([
  ['region: a\nregion: b\n', 2, 'the same key stands there twice'],
  ['models:\n\tsonnet: a\n', 2, 'it is indented with a tab, and YAML takes spaces'],
  ['models:\n  a: b\n c: d\n', 3, 'a line is not indented like those beside it, or a bracket is not closed'],
  ['allow-models: [\n', 2, 'a line is not indented like those beside it, or a bracket is not closed'],
  ['region: a\n  port: 1\n', 1, 'a key is indented too far, or a value with a colon in it lacks quotes'],
  ['allow-destinations: *\n', 1, 'a value that begins with * lacks quotes'],
  ['allow-models: [a, *.b]\n', undefined, 'a value that begins with * lacks quotes'],
  ['client-token: @a\n', 1, 'a value that begins with a special character lacks quotes'],
  ['client-token: "a\n', 2, 'a colon, a quotation mark or a bracket is missing'],
  ['region: a\nport 1\n', 2, 'a colon, a quotation mark or a bracket is missing'],
  ['a: |b\n  c\n', 1, undefined],
])('%j is told with what is wrong at which line', (text, brokenAtLine, why) => {
  expect(parseYaml(text)).toEqual({ brokenAtLine, why })
})
