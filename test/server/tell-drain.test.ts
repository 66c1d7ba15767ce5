import { expect, it } from 'vitest'
import { tellDrain } from '../../src/server/tell-drain.ts'
import { createLog } from '../../src/telemetry/create-log.ts'
import { recorder } from '../fixtures/start-pair.ts'

function start(underWay: () => number) {
  const { logTo, written } = recorder()
  const log = createLog(logTo, { level: 'info', format: 'json', useColor: false })
  const telling = tellDrain(log, { underWay, limitMs: 30_000 }, 5)
  return {
    ...telling,
    lines: () =>
      written()
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
  }
}

it('says how many requests it waits for and how long, and again what is left, until it is told to stop', async () => {
  let left = 2
  const { stop, lines } = start(() => left)
  left = 1
  await expect.poll(() => lines().length).toBeGreaterThan(1)
  expect(lines().slice(0, 2)).toMatchObject([
    {
      underWay: 2,
      msg: 'The proxy stops when the 2 requests under way are complete, or in 30 s. A second signal ends it at once.',
    },
    { underWay: 1, msg: 'The proxy waits for the one request still under way.' },
  ])
  stop()
})

it('says that nothing is under way', () => {
  expect(start(() => 0).lines()).toMatchObject([{ msg: 'The proxy stops; nothing is under way.' }])
})
