import { existsSync, readdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { loadCatalogs } from '../../src/app/load-catalogs.ts'
import type { ApplicationProfile, Catalog, FoundationModel } from '../../src/bedrock/catalog.ts'
import type { ControlPlaneTrouble } from '../../src/simulator/control-plane-troubles.ts'
import type { Simulator } from '../../src/simulator/start-simulator.ts'
import { modelPath, PROFILE, post } from '../fixtures/model-requests.ts'
import { CREDENTIALS, FRANKFURT } from '../fixtures/start-frankfurt.ts'
import { startLenientFrankfurt as startFrankfurt } from '../fixtures/start-lenient.ts'
import { type LoggedProxy, SETTINGS, startProxyTo } from '../fixtures/start-pair.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const REGION = 'eu-central-1'
/** A model that no snapshot has: who resolves it has heard of it from AWS. */
const NEW_MODEL = 'acme.brand-new-v1:0'
const NEW_PROFILE = `eu.${NEW_MODEL}`
const BRAND_NEW: FoundationModel = {
  modelId: NEW_MODEL,
  name: 'Brand new',
  onDemand: false,
  profiles: [{ id: NEW_PROFILE, geography: 'eu', destinationRegions: [REGION], reachesAnywhere: false }],
}
const OWN: ApplicationProfile = {
  arn: `arn:aws:bedrock:${REGION}:123456789012:application-inference-profile/x1y2z3`,
  name: 'search',
  modelId: NEW_MODEL,
  destinationRegions: [REGION],
  reachesAnywhere: false,
  tags: {},
}
const WORLD: Catalog = {
  ...FRANKFURT,
  applicationProfiles: [OWN],
  models: new Map(FRANKFURT.models).set(NEW_MODEL, BRAND_NEW),
}

/** A day on which the copies of today are not older than the snapshot, whatever the clock of the machine says. */
const TODAY = '2026-11-24T12:00:00Z'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(TODAY) })
  onTestFinished(() => void vi.useRealTimers())
})

/** What each trouble is called in /readyz and the metric. A control plane that does not answer is waited for 2 s. */
const TROUBLES: readonly [trouble: ControlPlaneTrouble, problem: string][] = [
  ['denied', 'AccessDeniedException'],
  ['throttled', 'ThrottlingException'],
  ['failing', 'InternalServerException'],
  ['empty', 'empty'],
  ['garbage', 'malformed'],
]

describe.each(TROUBLES)('where the control plane is %s', (trouble, problem) => {
  it('the snapshot serves, and /readyz, a metric and one log line say so', async () => {
    const simulator = await startFrankfurt({ catalog: WORLD })
    simulator.troubleControlPlane(trouble)
    const proxy = await start(simulator)
    await expectToServe(proxy, { source: 'snapshot', problem })
    expect(await sent(proxy, 'anthropic.claude-sonnet-4-6')).toBe(PROFILE)
  })

  it('the last good catalog serves, and /readyz, a metric and one log line say so', async () => {
    const simulator = await startFrankfurt({ catalog: WORLD })
    const home = newHome()
    await runOnce(simulator, home)
    simulator.troubleControlPlane(trouble)
    const proxy = await start(simulator, home)
    expect(await sent(proxy, NEW_MODEL)).toBe(NEW_PROFILE)
    await expectToServe(proxy, { source: 'cache', problem })
  })
})

describe.each(['silent', 'stalled'] as const)('where the control plane is %s', (trouble) => {
  it('a start waits no longer than for two seconds, and the snapshot serves', async () => {
    const simulator = await startFrankfurt({ catalog: WORLD })
    simulator.troubleControlPlane(trouble)
    const proxy = await start(simulator)
    expect(await catalogOf(proxy)).toMatchObject({ source: 'snapshot' })
    expect(await sent(proxy, 'anthropic.claude-sonnet-4-6')).toBe(PROFILE)
  })

  it('a start does not wait where there is a last good catalog', async () => {
    const simulator = await startFrankfurt({ catalog: WORLD })
    const home = newHome()
    await runOnce(simulator, home)
    simulator.troubleControlPlane(trouble)
    const proxy = await start(simulator, home)
    expect(await catalogOf(proxy)).toMatchObject({ source: 'cache' })
    expect(await sent(proxy, NEW_MODEL)).toBe(NEW_PROFILE)
  })
})

it('A listing that stalls is given up in the end, and everything says that it has timed out', async () => {
  const simulator = await startFrankfurt({ catalog: WORLD })
  simulator.troubleControlPlane('stalled')
  const proxy = await start(simulator)
  await expect.poll(proxy.log, { timeout: 15_000 }).toContain('serves on')
  await expectToServe(proxy, { source: 'snapshot', problem: 'timeout' })
})

it('Where the control plane is out of reach, the last good catalog serves, and everything says so', async () => {
  const simulator = await startFrankfurt({ catalog: WORLD })
  const home = newHome()
  await runOnce(simulator, home)
  await simulator.close()
  const proxy = await start(simulator, home)
  await expectToServe(proxy, { source: 'cache', problem: 'unreachable' })
})

describe('A control plane that answers', () => {
  it.each([
    ['late, but in time', (simulator: Simulator) => simulator.troubleControlPlane({ kind: 'late', afterMs: 100 })],
    ['as it should', () => undefined],
  ])('%s is what serves, and everything says so', async (_, trouble) => {
    const simulator = await startFrankfurt({ catalog: WORLD })
    trouble(simulator)
    const proxy = await start(simulator)
    expect(await sent(proxy, NEW_MODEL)).toBe(NEW_PROFILE)
    expect(await catalogOf(proxy)).toEqual({ source: 'live', asOf: expect.stringContaining('2026-11-24T') })
    expect(await metricsOf(proxy)).toContain(`catalog_info{region="${REGION}",source="live",problem="none"} 1`)
    expect(await catalogLines(proxy)).toMatchObject([
      { level: 'info', region: REGION, source: 'live', applicationProfiles: 1 },
    ])
  })

  it('in three pages is listed whole', async () => {
    const count = [...WORLD.models.values()].flatMap(({ profiles }) => profiles).length
    const simulator = await startFrankfurt({ catalog: WORLD, maxPageSize: Math.ceil(count / 3) })
    const proxy = await start(simulator)
    const pages = simulator.requests.filter(({ path }) => path.includes('type=SYSTEM_DEFINED'))
    expect(pages).toHaveLength(3)
    expect(await sent(proxy, NEW_MODEL)).toBe(NEW_PROFILE)
  })

  it("but for the account's own profiles, still serves those of AWS, and says what is missing", async () => {
    const simulator = await startFrankfurt({ catalog: WORLD })
    simulator.troubleControlPlane('denied', ({ path }) => path.includes('type=APPLICATION'))
    const proxy = await start(simulator)
    expect(await sent(proxy, NEW_MODEL)).toBe(NEW_PROFILE)
    expect(await catalogOf(proxy)).toMatchObject({ source: 'live', problem: 'AccessDeniedException' })
    expect(await catalogLines(proxy)).toMatchObject([{ level: 'warn', source: 'live', applicationProfiles: 0 }])
  })

  it('and goes on listing a retired model is not believed: the model decides', async () => {
    const models = new Map(WORLD.models).set(NEW_MODEL, { ...BRAND_NEW, endOfLife: '2026-11-01' })
    const simulator = await startFrankfurt({ catalog: { ...WORLD, models } })
    const proxy = await start(simulator)
    expect(await catalogOf(proxy)).toMatchObject({ source: 'live' })
    await post(proxy.url, modelPath('invoke', NEW_MODEL))
    const asked = simulator.requests.map(({ modelId }) => modelId)
    expect(asked).not.toContain(NEW_PROFILE)
  })
})

it('A command asks AWS, leaves a copy, and knows from it when AWS refuses', async () => {
  const simulator = await startFrankfurt({ catalog: WORLD })
  const simulated = { endpoint: new URL(simulator.url), credentials: CREDENTIALS }
  const settings = { ...SETTINGS, discovery: 'auto' as const }
  const load = async (home = newHome()) => {
    const [loaded] = await loadCatalogs(
      [REGION],
      { settings, env: {}, home, simulated },
      { onWarning: () => undefined },
    )
    return loaded?.catalog
  }
  const home = newHome()
  expect((await load(home))?.source).toBe('live')
  simulator.troubleControlPlane('denied')
  expect(await load(home)).toMatchObject({ source: 'cache', applicationProfiles: [OWN] })
  expect((await load())?.source).toBe('snapshot')
})

it('A broken copy is ignored with one warning, and the snapshot serves', async () => {
  const simulator = await startFrankfurt({ catalog: WORLD })
  const home = newHome()
  await runOnce(simulator, home)
  simulator.troubleControlPlane('denied')
  const proxy = await start(simulator, { ...home, userId: home.userId + 1 })
  expect(await catalogOf(proxy)).toMatchObject({ source: 'snapshot' })
  await expect.poll(() => proxy.log().match(/belongs to another user/g)).toHaveLength(1)
})

it('The copy of another identity is not used', async () => {
  const simulator = await startFrankfurt({ catalog: WORLD })
  const home = newHome()
  await runOnce(simulator, home)
  simulator.troubleControlPlane('denied')
  const proxy = await start(simulator, home, { profile: 'another' })
  expect(await catalogOf(proxy)).toMatchObject({ source: 'snapshot' })
})

function start(simulator: Simulator, home = newHome(), settings = {}): Promise<LoggedProxy> {
  return startProxyTo(simulator.url, { discovery: 'auto', ...settings }, CREDENTIALS, { home })
}

/** A proxy that has been here before and left its copy. */
async function runOnce(simulator: Simulator, home: ReturnType<typeof newHome>): Promise<void> {
  const proxy = await start(simulator, home)
  await expect.poll(() => catalogFiles(home.homeDir)).toHaveLength(1)
  await proxy.destroy()
}

function catalogFiles(homeDir: string): string[] {
  const folder = join(homeDir, '.cache/bedrock-profile-proxy')
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
}

function newHome() {
  return { homeDir: temporaryFolder(), userId: userInfo().uid }
}

/** What went upstream for a model. */
async function sent(proxy: LoggedProxy, modelId: string): Promise<string | null> {
  const response = await post(proxy.url, modelPath('invoke', modelId))
  expect(response.status).toBe(200)
  return response.headers.get('x-bedrock-proxy-model')
}

async function expectToServe(proxy: LoggedProxy, expected: { source: string; problem: string }): Promise<void> {
  const { source, problem } = expected
  await expect.poll(() => catalogOf(proxy)).toMatchObject({ source, problem })
  expect((await fetch(`${proxy.url}/readyz`)).status).toBe(200)
  expect(await metricsOf(proxy)).toContain(`catalog_info{region="${REGION}",source="${source}",problem="${problem}"} 1`)
  expect(await catalogLines(proxy)).toMatchObject([{ level: 'warn', region: REGION, source, problem }])
}

async function catalogOf(proxy: LoggedProxy): Promise<unknown> {
  const { catalog } = (await (await fetch(`${proxy.url}/readyz`)).json()) as { catalog: Record<string, unknown> }
  return catalog[REGION]
}

async function metricsOf(proxy: LoggedProxy): Promise<string> {
  return (await fetch(`${proxy.url}/metrics`)).text()
}

/** The log lines that say what serves, once there are any; none of them quotes what the control plane sent. */
async function catalogLines(proxy: LoggedProxy): Promise<Record<string, unknown>[]> {
  await expect.poll(proxy.log).toContain('"source"')
  expect(proxy.log()).not.toContain('CANARY')
  const lines = proxy.log().split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line)).filter(({ source }) => source !== undefined)
}
