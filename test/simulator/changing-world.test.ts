import { expect, it } from 'vitest'
import { createChangingWorld } from '../../src/simulator/changing-world.ts'
import { CREDENTIALS, FRANKFURT } from '../fixtures/start-frankfurt.ts'

const FIRST = { region: 'eu-central-1', catalog: FRANKFURT, credentials: CREDENTIALS }

it('shows a catalog to its own Region alone, and a function to whom it likes', () => {
  const world = createChangingWorld(FIRST)
  expect([world.current().catalogOf('eu-central-1'), world.current().catalogOf('us-east-1')]).toEqual([
    FRANKFURT,
    undefined,
  ])
  world.show(() => FRANKFURT)
  expect(world.current().serves?.('us-east-1')).toBe(true)
})

it('changes for the requests that come, not for those that are there', () => {
  const world = createChangingWorld(FIRST)
  const met = world.current()
  world.refuse({ flags: ['a'] })
  world.show({ ...FRANKFURT, models: new Map() })
  expect(met.refusing).toBeUndefined()
  expect(met.catalogOf('eu-central-1')).toBe(FRANKFURT)
  expect(world.current().refusing).toEqual({ flags: ['a'] })
  expect(world.current().catalogOf('eu-central-1')?.models.size).toBe(0)
})
