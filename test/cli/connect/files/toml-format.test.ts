import { parse as parseIndependently } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { TOML_FORMAT } from '../../../../src/cli/connect/files/toml-format.ts'

const TABLE = { path: ['providers', 'local'], value: { url: 'http://x', aws: { region: 'r' } } }

it('is read, and broken at the line that breaks it', () => {
  expect(TOML_FORMAT.parse('a = 1\n[b]\nc = "d"\n')).toEqual({ a: 1, b: { c: 'd' } })
  expect(() => TOML_FORMAT.parse('a = 1\nb = \n')).toThrow('not valid TOML at line 2')
})

describe('a new table', () => {
  it('stands at the end under headers of its own', () => {
    expect(TOML_FORMAT.assign('a = 1 # one\n', [TABLE])).toBe(
      'a = 1 # one\n\n[providers.local]\nurl = "http://x"\n\n[providers.local.aws]\nregion = "r"\n',
    )
  })

  it('is all there is in a new file', () => {
    expect(TOML_FORMAT.assign('', [{ path: ['a b'], value: { c: 1 } }])).toBe('["a b"]\nc = 1\n')
  })

  it('goes into the one around it where that stands on a single line', () => {
    const text = TOML_FORMAT.assign('providers = { azure = { url = "http://y" } } # mine\n', [TABLE])
    expect(text).toContain('# mine')
    expect(parseIndependently(text)).toEqual({ providers: { azure: { url: 'http://y' }, local: TABLE.value } })
  })

  it('keeps Windows line ends', () => {
    expect(TOML_FORMAT.assign('a = 1\r\n', [TABLE])).toMatch(/^(?:[^\r\n]*\r\n)+$/)
  })
})

it('a value is set where it stands, beside its comment, and a new one before the tables', () => {
  const text = TOML_FORMAT.assign('a = 1 # one\n\n[t] # table\nb = 2\n', [
    { path: ['a'], value: 9 },
    { path: ['n'], value: 'new' },
  ])
  expect(text).toBe('a = 9 # one\nn = "new"\n\n[t] # table\nb = 2\n')
})
