import { expect, it } from 'vitest'
import { BEDROCK_ROWS } from '../../../src/settings/rows/bedrock-rows.ts'

it('A profile has any name without control characters', () => {
  const { schema } = BEDROCK_ROWS.profile
  expect(['work', 'my profile', 'Büro'].map((name) => schema.safeParse(name).data)).toEqual([
    'work',
    'my profile',
    'Büro',
  ])
  expect(['', 'a\nb'].map((name) => schema.safeParse(name).success)).toEqual([false, false])
})

it('--mantle without a value switches it on', () => {
  const { bare, schema } = BEDROCK_ROWS.mantle
  expect(schema.safeParse(bare).data).toBe('on')
})
