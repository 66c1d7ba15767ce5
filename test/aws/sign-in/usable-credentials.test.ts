import { expect, it } from 'vitest'
import { isUsable, usable } from '../../../src/aws/sign-in/usable-credentials.ts'

const KEYS = { accessKeyId: 'AKID', secretAccessKey: 'wJalr/K7+EXAMPLE=' }

it('what files and secret stores leave around a value is taken away', () => {
  const found = { accessKeyId: 'AKID\n', secretAccessKey: ' secret\r\n', sessionToken: '\ttoken ' }
  expect(usable(found)).toEqual({ accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'token' })
})

it.each([
  ['accessKeyId', { ...KEYS, accessKeyId: '' }],
  ['secretAccessKey', { ...KEYS, secretAccessKey: 'a\nb' }],
  ['secretAccessKey', { ...KEYS, secretAccessKey: "'quoted'" }],
  ['sessionToken', { ...KEYS, sessionToken: 'tok\u00a0en' }],
])('a value that no signature can carry is refused by its name: %s', (name, found) => {
  expect(() => usable(found)).toThrow(expect.objectContaining({ name: 'UnusableValue', message: name }))
})

it('keys that have ended are refused, and those whose end is no date have none', () => {
  const at = (time: number) => ({ ...KEYS, expiration: new Date(time) })
  const now = () => 1000
  expect(() => usable(at(1000), now)).toThrow(expect.objectContaining({ name: 'ExpiredKeys' }))
  expect(usable(at(1001), now)).toEqual(at(1001))
  expect(usable(at(Number.NaN), now)).toEqual(KEYS)
})

it.each([
  ['wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLE=', true],
  ['bedrock-api-key_~', true],
  ['"x"', false],
  ['x y', false],
  ['', false],
])('%s is usable: %s', (value, expected) => {
  expect(isUsable(value)).toBe(expected)
})
