import { expect, it, onTestFinished } from 'vitest'
import { openRegions } from '../../src/app/open-regions.ts'
import { prepareAws } from '../../src/app/prepare-aws.ts'
import { settingsInForce } from '../../src/app/settings-in-force.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { createLog } from '../../src/telemetry/create-log.ts'
import { CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { recorder, SETTINGS } from '../fixtures/start-pair.ts'

it('opens the configured Region at once, and none that is not allowed', async () => {
  const { regions } = await open()
  expect(regions.statuses()).toEqual({ 'eu-central-1': { source: 'snapshot', asOf: expect.any(String) } })
  expect(regions.inRegion('eu-central-1')).toBe(regions.inRegion('eu-central-1'))
  expect(regions.inRegion('ap-south-1')).toBeUndefined()
})

it('opens the Regions of a failover when they are first asked for, and lets no request pick one', async () => {
  const { regions, inForce } = await open({ failoverRegions: ['eu-west-1'] })
  expect(Object.keys(regions.statuses())).toEqual(['eu-central-1'])
  expect(regions.forFailover().map(({ region }) => region)).toEqual(['eu-west-1'])
  expect(regions.forFailover()[0]).toBe(regions.forFailover()[0])
  expect(Object.keys(regions.statuses())).toEqual(['eu-central-1', 'eu-west-1'])
  expect(regions.inRegion('eu-west-1')).toBeUndefined()
  inForce.replace({ ...inForce.settings(), failoverRegions: ['eu-north-1'] })
  expect(regions.forFailover().map(({ region }) => region)).toEqual(['eu-north-1'])
})

it('forgets what answers have taught, and where conversations stay', async () => {
  const { regions } = await open()
  const lesson = { name: 'lesson', holdsForMs: 60_000 }
  const memories = [regions.conversations, regions.inRegion('eu-central-1')?.memory]
  for (const memory of memories) memory?.learn(lesson, 'a', true)
  regions.forget()
  expect(memories.map((memory) => memory?.isEmpty)).toEqual([true, true])
})

it('knows which IDs the catalog of an open Region lists', async () => {
  const { regions } = await open()
  expect(regions.lists('eu-central-1', 'eu.anthropic.claude-sonnet-4-6')).toBe(true)
  expect(regions.lists('eu-central-1', 'made.up')).toBe(false)
  expect(regions.lists('ap-south-1', 'eu.anthropic.claude-sonnet-4-6')).toBe(false)
})

it('is live from the first listing on, and asks again when it is told to', async () => {
  const { regions, simulator } = await open({ discovery: 'auto' })
  await regions.inRegion('eu-central-1')?.catalogReady()
  expect(regions.statuses()['eu-central-1']).toMatchObject({ source: 'live' })
  const listings = simulator.requests.length
  regions.refresh()
  await expect.poll(() => simulator.requests.length).toBeGreaterThan(listings)
})

async function open(settings: Partial<Settings> = {}) {
  const simulator = await startFrankfurt()
  const simulated = { endpoint: new URL(simulator.url), credentials: CREDENTIALS }
  const { logTo } = recorder()
  const context = { settings: { ...SETTINGS, ...settings }, env: {}, logTo, useColor: false, simulated }
  const aws = await prepareAws(context)
  const log = createLog(logTo, { level: 'debug', format: 'json', useColor: false })
  const inForce = settingsInForce(context.settings)
  const regions = await openRegions({ context, aws, log, inForce })
  onTestFinished(async () => {
    regions.stop()
    await aws.close()
  })
  return { regions, simulator, inForce }
}
