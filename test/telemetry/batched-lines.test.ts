import { expect, it } from 'vitest'
import { batchedLines } from '../../src/telemetry/batched-lines.ts'

it('Lines that come together go out in one write, in their order', async () => {
  const writes: string[] = []
  const lines = batchedLines({ write: (text) => writes.push(text) })
  lines.write('one\n')
  lines.write('two\n')
  expect(writes).toEqual([])
  await expect.poll(() => writes).toEqual(['one\ntwo\n'])
  lines.write('three\n')
  await expect.poll(() => writes).toEqual(['one\ntwo\n', 'three\n'])
})

it('A line that is made later is made when it is written, and stands where it was handed over', async () => {
  const writes: string[] = []
  const lines = batchedLines({ write: (text) => writes.push(text) })
  let word = 'not yet'
  lines.write('one\n')
  lines.writeLater(() => `${word}\n`)
  lines.write('three\n')
  word = 'two'
  await expect.poll(() => writes).toEqual(['one\ntwo\nthree\n'])
})
