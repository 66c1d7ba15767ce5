import { describe, expect, it } from 'vitest'
import { LIMIT_ROWS } from '../../../src/settings/rows/limit-rows.ts'

describe('Patterns of models', () => {
  it.each(['', 'anthropic.*', 'anthropic.claude-haiku-4-5-20251001-v1:0, amazon.*', '*', 'arn:aws:bedrock:*:1:x/*'])(
    'are %j',
    (text) => {
      expect(LIMIT_ROWS.allowModels.schema.safeParse(text).success).toBe(true)
      expect(LIMIT_ROWS.denyModels.schema.safeParse(text).success).toBe(true)
    },
  )

  it.each(['two words', 'a?', '(a|b)', '.*'])('are not %j', (text) => {
    expect(LIMIT_ROWS.allowModels.schema.safeParse(text).success).toBe(false)
  })
})

describe('Accounts', () => {
  it.each([
    ['', []],
    ['123456789012, 210987654321', ['123456789012', '210987654321']],
  ])('are %j', (text, accounts) => {
    expect(LIMIT_ROWS.allowAccounts.schema.safeParse(text).data).toEqual(accounts)
  })

  it.each(['1234567890123', '12345678901', '*', 'aws'])('are not %j', (text) => {
    expect(LIMIT_ROWS.allowAccounts.schema.safeParse(text).success).toBe(false)
  })
})
