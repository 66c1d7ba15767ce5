import { join } from 'node:path'
import { expect, it } from 'vitest'
import { brokenPromises } from '../../soak/broken-promises.ts'
import { soak } from '../../soak/soak.ts'
import { TRAFFIC } from '../../soak/traffic-table.ts'

const MAIN = join(import.meta.dirname, '../../dist/main.js')

it('A soak of a second has traffic of every kind and breaks no promise', { timeout: 120_000 }, async () => {
  const figures = await soak({ seconds: 1, parallel: 16, main: MAIN, restMs: 500, tell: () => undefined })
  expect(brokenPromises(figures)).toEqual([])
  expect(figures.traffic.map(({ name }) => name).toSorted()).toEqual(TRAFFIC.map(({ name }) => name).toSorted())
})
