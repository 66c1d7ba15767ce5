import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { optionalLines } from '../../src/telemetry/optional-lines.ts'

/** Takes what it is given in the manner of the moment, as standard error does: it is never destroyed by a failure. */
function streamOf(manner: () => 'takes' | 'fails' | 'waits') {
  const taken: string[] = []
  const stream = new Writable({
    autoDestroy: false,
    decodeStrings: false,
    write(chunk, _encoding, done) {
      if (manner() === 'fails') return done(Object.assign(new Error('gone'), { code: 'EPIPE' }))
      taken.push(chunk)
      if (manner() === 'takes') done()
    },
  })
  return { stream, taken }
}

it('Lines are written as they come', () => {
  const { stream, taken } = streamOf(() => 'takes')
  const lines = optionalLines(stream)
  lines.write('one\ntwo\n')
  expect([taken, lines.dropped()]).toEqual([['one\ntwo\n'], 0])
})

it('Lines that the stream fails on are counted', async () => {
  const lines = optionalLines(streamOf(() => 'fails').stream)
  lines.write('one\ntwo\n')
  await expect.poll(() => lines.dropped()).toBe(2)
  lines.write('three\n')
  await expect.poll(() => lines.dropped()).toBe(3)
})

it('Lines for a reader that has stopped wait up to a bound, and are dropped beyond it', () => {
  const { stream } = streamOf(() => 'waits')
  const lines = optionalLines(stream)
  const line = `${'x'.repeat(1023)}\n`
  for (let i = 0; i < 1000; i++) lines.write(line)
  expect(stream.writableLength).toBeLessThan(300 * 1024)
  expect(lines.dropped()).toBeGreaterThan(600)
})

it('Lines to a stream that was destroyed are counted', () => {
  const { stream } = streamOf(() => 'takes')
  const lines = optionalLines(stream)
  stream.destroy()
  lines.write('one\n')
  expect(lines.dropped()).toBe(1)
})
