import { expect, it } from 'vitest'
import { printable, printableJson } from '../../src/bedrock/printable.ts'

const OBEYED = [
  ...Array.from({ length: 32 }, (_, code) => code),
  ...Array.from({ length: 33 }, (_, i) => 0x7f + i),
  ...[0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069],
]

it.each(OBEYED)('writes character %i out', (code) => {
  const hex = code.toString(16).padStart(4, '0')
  expect(printable(`a${String.fromCharCode(code)}b`)).toBe(`a\\u${hex}b`)
})

it.each(['plain text', 'größe, 模型, ✓ → –', 'a\u00a0b', '👩‍💻', '\\u009b'])('leaves %j as it is', (text) => {
  expect(printable(text)).toBe(text)
})

it('leaves what a line of JSON means, and its line break', () => {
  const value = { text: `x${OBEYED.map((code) => String.fromCharCode(code)).join('')}y` }
  const line = printableJson(`${JSON.stringify(value)}\n`)
  expect(JSON.parse(line)).toEqual(value)
  expect(line).toMatch(/^[\x20-\x7e]+\n$/)
})
