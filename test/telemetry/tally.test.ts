import { expect, it } from 'vitest'
import { Tally } from '../../src/telemetry/tally.ts'

it('counts each combination of values by itself, and leaves labels out that have none', () => {
  const tally = new Tally(['model', 'client'])
  tally.add(1, 'a', 'b')
  tally.add(2, 'a', undefined)
  tally.add(3, 'a', 'b')
  tally.add(5, 'b', 'a')
  expect([...tally.rows()]).toEqual([
    { labels: { model: 'a', client: 'b' }, count: 4 },
    { labels: { model: 'a' }, count: 2 },
    { labels: { model: 'b', client: 'a' }, count: 5 },
  ])
})
