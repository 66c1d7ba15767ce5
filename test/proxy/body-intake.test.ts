import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { BodyIntake } from '../../src/proxy/body-intake.ts'

it('keeps, counts and hashes what comes, and takes room for it', () => {
  const reserved: number[] = []
  const intake = new BodyIntake(10, false, (bytes) => reserved.push(bytes))
  for (const text of ['one ', 'two']) intake.take(Buffer.from(text))
  expect(intake.byteLength).toBe(7)
  expect(intake.finish()).toEqual({
    chunks: [Buffer.from('one '), Buffer.from('two')],
    byteLength: 7,
    sha256: createHash('sha256').update('one two').digest('hex'),
  })
  expect(reserved).toEqual([4, 3])
})

it('does not hash what may yet change', () => {
  expect(new BodyIntake(10, true, () => undefined).finish().sha256).toBeUndefined()
})

it('refuses what is too large before it takes room for it', () => {
  const reserved: number[] = []
  const intake = new BodyIntake(5, false, (bytes) => reserved.push(bytes))
  intake.take(Buffer.alloc(5))
  expect(() => intake.take(Buffer.alloc(1))).toThrow(expect.objectContaining({ code: 'body-too-large' }))
  expect(reserved).toEqual([5])
})
