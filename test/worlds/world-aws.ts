import type { Credentials } from '../../src/aws/credentials.ts'
import type { Catalog } from '../../src/bedrock/catalog.ts'
import type { SimulatedWorld } from '../../src/simulator/answer-request.ts'
import type { Metering } from '../../src/simulator/quotas/meter.ts'
import { createQuotas } from '../../src/simulator/quotas/quotas.ts'
import { MANNERS } from '../../src/simulator/strictness/manners.ts'
import { createSessions } from '../../src/simulator/sts/sessions.ts'
import type { Chance } from './chance.ts'
import { changeListing, FIRST_LISTINGS, REGIONS } from './listings.ts'
import type { Mood } from './upstream-plan.ts'
import { BEGINNING, type VirtualTime } from './virtual-time.ts'

/** AWS as a world has it: what exists, who is known, what time it is. */
export type WorldAws = {
  /** What Bedrock is in this moment. */
  bedrock(): SimulatedWorld
  /** What it lists in this moment; rejects where it does not feel like it. */
  list(region: string): Promise<Catalog>
  /** Hands out credentials for a while; rejects where it does not feel like it. */
  lend(name: string): Promise<Credentials>
  /** Opens a session for a client, with credentials that it has handed out; rejects where those have ended, or as it likes. */
  assumeRole(name: string, by: Credentials): Promise<Credentials>
  /** Every listing that there ever was. */
  readonly listings: readonly Catalog[]
}

const ROLE = 'arn:aws:iam::123456789012:role/proxy'
/** Nobody has them: who signs, signs with a session. */
const NOBODY = { accessKeyId: 'AKIDNOBODY', secretAccessKey: 'nothing' }

/** Makes up an AWS, and when it changes: listings, routes that a Region knows, sessions that end before their time. */
export function createAws(chance: Chance, time: VirtualTime, mood: Mood, metering: Metering = {}): WorldAws {
  const isCalm = mood === 'calm'
  const skewMs = !isCalm && chance.percent(15) ? chance.between(-900_000, 900_000) : 0
  const now = () => BEGINNING + time.now() + skewMs
  const sessions = createSessions(now)
  const catalogs = new Map(FIRST_LISTINGS)
  const listings = [...catalogs.values()]
  const quotas = createQuotas(!isCalm && chance.percent(20) ? { requestsPerMinute: () => 3 } : {}, () => time.now())
  const unknown = chance.percent(30) ? ['Messages'] : []
  const status = chance.pick([200, 404] as const)

  const change = () => {
    const region = chance.pick(REGIONS)
    const changed = changeListing(chance, catalogs.get(region) as Catalog)
    catalogs.set(region, changed)
    listings.push(changed)
  }
  const endSessions = () => sessions.end()
  if (!isCalm) {
    const changes = mood === 'shifting' ? 12 : chance.between(0, 6)
    for (let i = changes; i > 0; i--) time.after(chance.pick([1, 1, 100]) * chance.between(1, 30_000), change)
    for (let i = chance.between(0, 2); i > 0; i--)
      time.after((i - 1) * 120_000 + chance.between(1, 20_000), endSessions)
  }
  // Who hands out credentials has the machine's time, not AWS's.
  const open = (name: string): Credentials => {
    const durationS = chance.pick([900, 1200, 3600])
    const { credentials, expiresAt } = sessions.open({ name, roleArn: ROLE, tags: {}, durationS })
    return { ...credentials, expiration: new Date(expiresAt - skewMs) }
  }
  const moodily = async <Value>(value: () => Value): Promise<Value> => {
    const fails = !isCalm && chance.percent(15)
    const lasts = !isCalm && chance.percent(5) ? chance.between(5_000, 60_000) : chance.between(1, 800)
    await new Promise<void>((resolve) => time.after(lasts, resolve))
    if (fails) throw new Error('AWS does not feel like it.')
    return value()
  }

  return {
    listings,
    bedrock: () => ({
      region: 'eu-central-1',
      serves: (region) => catalogs.has(region),
      credentials: NOBODY,
      sessions,
      catalogOf: (region) => catalogs.get(region),
      unknownRoutes: { operations: unknown, status },
      manners: MANNERS.strict,
      quotas,
      ...metering,
      now,
    }),
    list: (region) => moodily(() => ({ ...(catalogs.get(region) as Catalog), source: 'live' as const })),
    lend: (name) => moodily(() => open(name)),
    assumeRole: (name, { accessKeyId }) =>
      moodily(() => {
        if (sessions.find(accessKeyId)?.hasEnded !== false)
          throw Object.assign(new Error('ended'), { name: 'ExpiredToken' })
        return open(name)
      }),
  }
}
