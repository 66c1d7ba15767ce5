import { expect, it } from 'vitest'
import { ControlPlaneError } from '../../src/aws/control-plane-error.ts'
import type { Catalog, CatalogSource } from '../../src/bedrock/catalog.ts'
import { logCatalogEvents, warnOfStaleCatalog } from '../../src/server/log-catalog.ts'
import { createLog } from '../../src/telemetry/create-log.ts'
import { recorder } from '../fixtures/start-pair.ts'

const DENIED = new ControlPlaneError('AWS refused.', { code: 'AccessDeniedException' })
const THROTTLED = new ControlPlaneError('AWS is busy.', { code: 'ThrottlingException' })
const INFO = 'info'
const WARN = 'warn'
const DEBUG = 'debug'

it('tells of a live catalog with the Region and what there is', () => {
  const { events, lines } = startLog()
  events.onRefreshed(catalogOf('live'), [])
  expect(lines()).toMatchObject([{ level: INFO, region: 'eu-central-1', source: 'live', models: 0 }])
})

it.each<[CatalogSource, string]>([
  ['live', 'serves on: what AWS listed before.'],
  ['cache', 'serves on: the last good one, from the disk.'],
  ['snapshot', 'serves on: the one of this version.'],
])('tells in one line that a catalog of the %s serves on, and why', (source, words) => {
  const { events, lines } = startLog()
  events.onFailed(DENIED, catalogOf(source))
  const facts = { region: 'eu-central-1', source, problem: 'AccessDeniedException', asOf: '2026-11-22' }
  expect(lines()).toMatchObject([{ level: WARN, ...facts, msg: expect.stringContaining(words) }])
})

it('warns of the same failure once, and of another one again', () => {
  const { events, lines } = startLog()
  const inForce = catalogOf('snapshot')
  for (const error of [DENIED, DENIED, THROTTLED, DENIED]) events.onFailed(error, inForce)
  events.onRefreshed(catalogOf('live'), [])
  events.onFailed(DENIED, inForce)
  expect(lines().map(({ level }) => level)).toEqual([WARN, DEBUG, WARN, WARN, INFO, WARN])
})

it('warns of the parts that AWS did not tell, once', () => {
  const { events, lines } = startLog()
  const missing = [{ part: 'tags', cause: DENIED } as const]
  events.onRefreshed(catalogOf('live'), missing)
  events.onRefreshed(catalogOf('live'), missing)
  expect(lines()).toMatchObject([{ level: WARN, cause: 'tags: ControlPlaneError: AWS refused.' }, { level: DEBUG }])
})

it.each([
  ['2026-11-22', '2027-02-20', false],
  ['2026-11-22', '2027-02-21', true],
])('a snapshot of %s is called old on %s: %s', (asOf, today, isOld) => {
  const { log, lines } = startLog()
  const now = () => new Date(today)
  logCatalogEvents(log, 'AWS', now).onFailed(DENIED, { ...catalogOf('snapshot'), asOf })
  warnOfStaleCatalog(log, { ...catalogOf('snapshot'), asOf }, now)
  const warnings = lines().filter(({ msg }) => String(msg).includes('more than 90 days old'))
  expect(warnings).toHaveLength(isOld ? 2 : 0)
})

it('says of a simulated Bedrock that it is one', () => {
  const { log, lines } = startLog()
  logCatalogEvents(log, 'the simulated Bedrock').onRefreshed(catalogOf('live'), [])
  expect(lines()).toMatchObject([
    { msg: 'The catalog is live: this is what the simulated Bedrock lists for the Region.' },
  ])
})

function startLog() {
  const { logTo, written } = recorder()
  const log = createLog(logTo, { level: 'debug', format: 'json', useColor: false })
  const lines = (): Record<string, unknown>[] =>
    written()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line))
  return { log, lines, events: logCatalogEvents(log, 'AWS', () => new Date('2026-11-23')) }
}

function catalogOf(source: CatalogSource): Catalog {
  return { region: 'eu-central-1', source, asOf: '2026-11-22', models: new Map(), applicationProfiles: [] }
}
