import { expect, it } from 'vitest'
import { remembering } from '../../src/http/remembering.ts'

it('finds an answer once for each text', () => {
  const asked: string[] = []
  const find = remembering((text) => asked.push(text))
  expect([find('a'), find('b'), find('a'), find('b')]).toEqual([1, 2, 1, 2])
  expect(asked).toEqual(['a', 'b'])
})

it('keeps no more than a thousand answers, the last of them, and none of a text that is very long', () => {
  let asked = 0
  const find = remembering(() => asked++)
  const long = 'a'.repeat(5000)
  for (let i = 0; i < 1000; i++) find(`${i}`)
  const before = asked
  for (const text of [long, long, '0', 'one more', 'one more', '0', '0']) find(text)
  // Twice for the long one; '0' is forgotten with all others when one more comes.
  expect(asked - before).toBe(4)
})
