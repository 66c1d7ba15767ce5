import { beforeAll, describe, expect, it, vi } from 'vitest'

/** `npm run test:worlds -- --seeds 100000` tries more; `-- --seed 7` tells what happens in one. */
const SEEDS = 300

// Other files of this worker may have left the clock that all requests share ticking, in real time.
let runWorld: typeof import('./world.ts').runWorld
beforeAll(async () => {
  vi.resetModules()
  ;({ runWorld } = await import('./world.ts'))
})

describe('A world in which a seed decides what happens', () => {
  it(`keeps every promise, ${SEEDS} times`, async () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= SEEDS; seed++) {
      const report = await runWorld(seed)
      expect(report.violations, `npm run test:worlds -- --seed ${seed}`).toEqual([])
      for (const one of report.seen) seen.add(one)
    }
    // Worlds in which all goes well, or in which nothing is mended, would prove nothing.
    expect([...seen]).toEqual(expect.arrayContaining(ENDINGS))
    expect([...seen]).toEqual(expect.arrayContaining(REMEDIES))
    expect([...seen]).toEqual(expect.arrayContaining(ERRORS))
    expect([...seen]).toContain('metadata')
  }, 60_000)

  it('is the same for the same seed', async () => {
    expect(await runWorld(7)).toEqual(await runWorld(7))
    expect((await runWorld(7)).trace).not.toEqual((await runWorld(8)).trace)
  })
})

const ENDINGS = ['complete', 'answered-here', 'client-left', 'upstream-broke']
const REMEDIES = [
  'stale-connection',
  'fresh-credentials',
  'aws-clock',
  'other-route',
  'next-candidate',
  'other-form',
  'failover',
  'another Region',
  'repair',
  'stand-in',
]
const ERRORS = [
  'body-timeout',
  'body-too-large',
  'no-credentials',
  'policy-refused',
  'too-many-requests',
  'upstream-malformed',
  'upstream-timeout',
  'upstream-unreachable',
]
