import { describe, expect, it } from 'vitest'
import { GUARD_ROWS } from '../../src/settings/guard-rows.ts'

describe('Patterns of models', () => {
  it.each(['', 'anthropic.*', 'anthropic.claude-haiku-4-5-20251001-v1:0, amazon.*', '*', 'arn:aws:bedrock:*:1:x/*'])(
    'are %j',
    (text) => {
      expect(GUARD_ROWS.allowModels.schema.safeParse(text).success).toBe(true)
      expect(GUARD_ROWS.denyModels.schema.safeParse(text).success).toBe(true)
    },
  )

  it.each(['two words', 'a?', '(a|b)', '.*'])('are not %j', (text) => {
    expect(GUARD_ROWS.allowModels.schema.safeParse(text).success).toBe(false)
  })
})

describe('Accounts', () => {
  it.each([
    ['', []],
    ['123456789012, 210987654321', ['123456789012', '210987654321']],
  ])('are %j', (text, accounts) => {
    expect(GUARD_ROWS.allowAccounts.schema.parse(text)).toEqual(accounts)
  })

  it.each(['1234567890123', '12345678901', '*', 'aws'])('are not %j', (text) => {
    expect(GUARD_ROWS.allowAccounts.schema.safeParse(text).success).toBe(false)
  })
})

it.each(['relative.sock', 'C:/pipe', '', '/a\0b'])('A socket is not %j, for its path is absolute', (path) => {
  expect(GUARD_ROWS.socket.schema.safeParse(path).success).toBe(false)
})

it('--insecure-no-client-auth is a switch', () => {
  const { schema, placeholder } = GUARD_ROWS.insecureNoClientAuth
  expect(['true', 'false'].map((word) => schema.parse(word))).toEqual([true, false])
  expect([schema.safeParse('yes').success, placeholder]).toEqual([false, undefined])
})
