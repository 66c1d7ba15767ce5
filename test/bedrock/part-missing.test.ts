import { expect, it } from 'vitest'
import { isPartMissing, PART_MISSING, wordUnforeseen } from '../../src/bedrock/part-missing.ts'

it('A file of the program that is gone when it is first needed is told from whatever else fails', async () => {
  const gone: unknown = await import(`${import.meta.dirname}/no-such-part.ts`).catch((error) => error)
  expect([isPartMissing(gone), wordUnforeseen(gone)]).toEqual([true, PART_MISSING])
  for (const other of [new Error('gone'), Object.assign(new Error('gone'), { code: 'ENOENT' }), 'gone', undefined]) {
    expect([isPartMissing(other), wordUnforeseen(other)]).toEqual([false, expect.stringMatching(/^The proxy failed/)])
  }
})
