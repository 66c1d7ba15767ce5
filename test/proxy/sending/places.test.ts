import { expect, it } from 'vitest'
import { catalogFromSnapshot, loadSnapshot } from '../../../src/catalog/load-snapshot.ts'
import type { RegionalParts } from '../../../src/proxy/proxy-parts.ts'
import type { Place } from '../../../src/proxy/sending/attempt.ts'
import {
  firstChoice,
  isElsewhere,
  movedTo,
  placesElsewhere,
  placesInRegion,
} from '../../../src/proxy/sending/places.ts'
import { BARE, PROFILE } from '../../fixtures/model-requests.ts'
import { scriptBedrock } from '../../fixtures/scripted-bedrock.ts'

const GLOBAL = `global.${BARE}`
const LISTED = catalogFromSnapshot(loadSnapshot(), 'eu-west-1')
const IRELAND = { region: 'eu-west-1', catalog: () => LISTED, upstreams: { inference: { host: 'ireland' } } }
const attempt = scriptBedrock({ failover: 'throttling' }).first()
const elsewhere = placesElsewhere(attempt, IRELAND as unknown as RegionalParts)

it('The places of a request are its first choice and what else the policy allows, here and elsewhere', () => {
  expect(placesInRegion(attempt).map(({ resolution }) => [resolution.resolved, resolution.reason])).toEqual([
    [PROFILE, 'geographic-profile'],
    [GLOBAL, 'failover'],
  ])
  expect(elsewhere.map(({ resolution, upstream }) => [resolution.resolved, upstream.host])).toEqual([
    [PROFILE, 'ireland'],
    [GLOBAL, 'ireland'],
  ])
  expect(placesElsewhere(attempt, attempt.region)).toEqual([])
})

it('A request that has moved knows its first choice, however often it moves, and can go back to it', () => {
  const [first, here] = placesInRegion(attempt) as [Place, Place]
  const [there] = elsewhere as [Place]
  const once = movedTo(attempt, here)
  const twice = movedTo(once, there)
  expect([isElsewhere(attempt), isElsewhere(once), isElsewhere(twice)]).toEqual([false, false, true])
  expect([once, twice].map(firstChoice)).toEqual([first, first])
  expect(twice).toMatchObject({ region: { region: 'eu-west-1' }, upstream: { host: 'ireland' } })
  expect(placesInRegion(twice)).toEqual(placesInRegion(attempt))
  expect(movedTo(twice, first)).toEqual(attempt)
})
