import { expect, it } from 'vitest'
import { recordWithoutRequest } from '../../src/server/record-without-request.ts'

it('tells of an error as its row has it, and of no operation', () => {
  const facts = { requestId: 'r', region: 'eu-west-1', responseBytes: 7 }
  const record = recordWithoutRequest('headers-too-large', facts)
  expect(record).toMatchObject({ ...facts, operation: '-', status: 431, error: 'headers-too-large', fault: 'client' })
  expect([record.ending, record.attempts, record.totalMs, record.requestBytes]).toEqual(['answered-here', 0, 0, 0])
})
