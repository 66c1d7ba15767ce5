import { expect, it } from 'vitest'
import { nextTurn } from '../../src/http/in-pieces.ts'
import { TurnShare } from '../../src/http/turn-share.ts'

const KIBIBYTE = 1024

function shared() {
  const done: string[] = []
  const share = new TurnShare({ pause: () => done.push('pause'), resume: () => done.push('resume') })
  return { share, done, pass: (bytes: number, wantsMore = true) => share.passed(Buffer.alloc(bytes), wantsMore) }
}

it.each([
  ['64 KiB', 16 * KIBIBYTE, 4],
  ['64 chunks of a byte', 1, 64],
])('after %s the source pauses for a turn', async (_, bytes, count) => {
  const { pass, done } = shared()
  for (let i = 1; i < count; i++) pass(bytes)
  expect(done).toEqual([])
  pass(bytes)
  expect(done).toEqual(['pause'])
  await nextTurn()
  expect(done).toEqual(['pause', 'resume'])
  for (let i = 1; i < count; i++) pass(bytes)
  expect(done).toEqual(['pause', 'resume'])
})

it('what came in earlier turns does not count: an event stream that trickles is never paused', async () => {
  const { pass, done } = shared()
  for (let i = 0; i < 200; i++) {
    for (let event = 0; event < 10; event++) pass(100)
    await nextTurn()
  }
  expect(done).toEqual([])
})

it('the source pauses where no more is wanted, until more is', async () => {
  const { share, pass, done } = shared()
  pass(1, false)
  await nextTurn()
  expect(done).toEqual(['pause'])
  share.resume()
  expect(done).toEqual(['pause', 'resume'])
})

it('where more is wanted in the same turn, that does not go on for longer than any', async () => {
  const { share, pass, done } = shared()
  pass(64 * KIBIBYTE, false)
  share.resume()
  expect(done).toEqual(['pause'])
  await nextTurn()
  expect(done).toEqual(['pause', 'resume'])
})

it('the turn of others ends no pause of who wants no more', async () => {
  const { share, pass, done } = shared()
  pass(64 * KIBIBYTE)
  pass(1, false)
  await nextTurn()
  expect(done).toEqual(['pause', 'pause'])
  share.resume()
  expect(done.at(-1)).toBe('resume')
})
