import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { pathTree } from '../../src/http/json-paths.ts'
import { BodyIntake, type IntakeOptions } from '../../src/proxy/body-intake.ts'

function intakeOf(options: Partial<IntakeOptions>): BodyIntake {
  return new BodyIntake({
    maxBodyBytes: 100,
    search: undefined,
    room: { reserve: () => undefined },
    signsBody: false,
    ...options,
  })
}

it('keeps, counts and hashes what comes, and takes room for it', () => {
  const reserved: number[] = []
  const intake = intakeOf({ maxBodyBytes: 10, room: { reserve: (bytes) => reserved.push(bytes) } })
  for (const text of ['one ', 'two']) intake.take(Buffer.from(text))
  expect(intake.byteLength).toBe(7)
  expect(intake.finish()).toEqual({
    chunks: [Buffer.from('one '), Buffer.from('two')],
    byteLength: 7,
    sha256: createHash('sha256').update('one two').digest('hex'),
  })
  expect(reserved).toEqual([4, 3])
})

it('looks into what names the model, and hashes it only where its client has signed it', () => {
  const search = { key: 'model', tree: pathTree(['model']) }
  for (const signsBody of [true, false]) {
    const intake = intakeOf({ search, signsBody })
    intake.take(Buffer.from('{"model":"a"}'))
    const { sha256, look } = intake.finish()
    expect([sha256 !== undefined, look?.kind]).toEqual([signsBody, 'found'])
  }
})

it('refuses what is too large before it takes room for it', () => {
  const reserved: number[] = []
  const intake = intakeOf({ maxBodyBytes: 5, room: { reserve: (bytes) => reserved.push(bytes) } })
  intake.take(Buffer.alloc(5))
  expect(() => intake.take(Buffer.alloc(1))).toThrow(expect.objectContaining({ code: 'body-too-large' }))
  expect(reserved).toEqual([5])
})
