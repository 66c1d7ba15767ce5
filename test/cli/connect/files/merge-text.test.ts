import fc from 'fast-check'
import { stringify as stringifyToml } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { stringify as stringifyYaml } from 'yaml'
import type { FormatName } from '../../../../src/cli/connect/agent-row.ts'
import { FORMATS, mergeText } from '../../../../src/cli/connect/files/merge-text.ts'
import { checkProperty } from '../../../fixtures/check-property.ts'

const WANTED = {
  settings: { ours: { url: 'http://127.0.0.1:8223', list: [{ id: 'a', n: 1 }] }, model: 'm' },
  ifAbsent: { version: 1 },
}

describe.each(['json', 'jsonc', 'toml', 'yaml'] as const)('%s', (format) => {
  it('holds all of it after one merge, and is not changed by a second', () => {
    const once = mergeText('', format, WANTED)
    expect(JSON.parse(JSON.stringify(FORMATS[format].parse(once)))).toEqual({ ...WANTED.settings, ...WANTED.ifAbsent })
    expect(mergeText(once, format, WANTED)).toBe(once)
  })

  it('leaves what others put there, whatever that is', () => {
    const write: Record<typeof format, (value: object) => string> = {
      json: (value) => JSON.stringify(value, null, 2),
      jsonc: (value) => `// mine\n${JSON.stringify(value)}\n`,
      toml: stringifyToml,
      yaml: (value) => stringifyYaml(value),
    }
    const key = fc
      .stringMatching(/^[a-z_]{1,8}$/)
      .filter((name) => !['ours', 'model', 'version', '__proto__'].includes(name))
    const scalar = fc.oneof(fc.boolean(), fc.integer({ min: -1000, max: 1000 }), fc.string({ unit: 'grapheme-ascii' }))
    const inner = fc.dictionary(key, scalar)
    const foreign = fc.dictionary(key, fc.oneof(scalar, fc.array(fc.string({ unit: 'grapheme-ascii' })), inner))
    checkProperty(
      fc.property(foreign, (value) => {
        const plain = JSON.parse(JSON.stringify(value))
        const merged = mergeText(write[format](plain), format, WANTED)
        const expected = { ...plain, ...WANTED.settings, ...WANTED.ifAbsent }
        expect(JSON.parse(JSON.stringify(FORMATS[format].parse(merged)))).toEqual(expected)
      }),
      60,
    )
  })
})

it('what the user has set already stays, where it is not the proxy’s business', () => {
  expect(JSON.parse(mergeText('{"version": 7}', 'json', WANTED))).toMatchObject({ version: 7, model: 'm' })
})

it('a byte order mark stays', () => {
  expect(mergeText('\uFEFF{"a":1}', 'json', WANTED)).toMatch(/^\uFEFF\{"a":1, /)
})

it.each<[string, FormatName, string]>([
  ['a key that stands there twice', 'json', '{"model": "a", "model": "b"}'],
  ['an alias in the place of a mapping', 'yaml', 'x: &x {}\nours: *x\n'],
])('%s cannot be merged into: nothing comes back', (_, format, text) => {
  expect(() => mergeText(text, format, WANTED)).toThrow('built in a way that cannot be merged into')
})
