import { expect, it } from 'vitest'
import { isPartMissing } from '../../src/bedrock/part-missing.ts'

it('A file of the program that is gone when it is first needed is told from whatever else fails', async () => {
  const gone: unknown = await import(`${import.meta.dirname}/no-such-part.ts`).catch((error) => error)
  expect(isPartMissing(gone)).toBe(true)
  for (const other of [new Error('gone'), Object.assign(new Error('gone'), { code: 'ENOENT' }), 'gone', undefined]) {
    expect(isPartMissing(other)).toBe(false)
  }
})
