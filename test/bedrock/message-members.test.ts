import { expect, it } from 'vitest'
import { DOOR_OPERATIONS } from '../../src/bedrock/door-operations.ts'
import { MESSAGE_MEMBERS } from '../../src/bedrock/message-members.ts'
import { OPERATIONS } from '../../src/bedrock/operations.ts'

it('is what the doors of the Messages API look at, and no other row', () => {
  const rows = [...OPERATIONS, ...DOOR_OPERATIONS].filter(({ looksAt }) => looksAt.length > 0)
  expect(rows.map(({ name }) => name)).toEqual(['Messages', 'CountMessageTokens'])
  for (const { looksAt } of rows) expect(looksAt).toBe(MESSAGE_MEMBERS)
})
