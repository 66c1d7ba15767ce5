import type { Catalog } from '../../bedrock/catalog.ts'
import type { Policy } from '../../bedrock/policy.ts'
import type { CatalogStatus } from '../../catalog/keep-catalog.ts'
import type { PageCatalog, PageIdentity, PageLesson, PagePolicy, PageState } from '../../page/page-data.ts'
import type { RegionalParts } from '../../proxy/proxy-parts.ts'
import { lessonsOf } from '../../proxy/sending/lessons-of.ts'
import type { RequestHistory } from '../../telemetry/request-history.ts'
import type { ProxyFacts } from '../local-pages.ts'
import { fitToShow } from './shape-request.ts'

/** What the state of the page is made of, each as it is at this moment. */
export type StateSources = {
  readonly facts: ProxyFacts & { readonly startedAt: string; readonly isSimulated: boolean }
  readonly problems: Readonly<Record<string, string>>
  readonly identity: PageIdentity
  readonly policy: Policy
  readonly switches: { readonly failover: string; readonly repair: string }
  /** The Regions that were called, and where the catalog of each is from. */
  readonly regions: readonly Pick<RegionalParts, 'region' | 'catalog' | 'memory'>[]
  readonly statuses: Readonly<Record<string, CatalogStatus>>
  readonly underWay: number
  readonly history: RequestHistory
  readonly now: number
}

/** The state of the page. It names no account and no ARN. */
export function shapeState(sources: StateSources): PageState {
  const { facts, problems, identity, policy, switches, regions, statuses, underWay, history, now } = sources
  const { version, region, tokenRequired, startedAt, isSimulated } = facts
  return {
    version,
    startedAt,
    region,
    tokenRequired,
    isSimulated,
    underWay,
    seen: history.seen,
    capacity: history.capacity,
    hour: history.minutes(),
    ...fitToShow({
      problems,
      identity,
      policy: policyForPage(policy, switches),
      catalogs: regions.map(({ catalog }) => catalogForPage(catalog(), statuses)),
      learned: regions.flatMap((one) => lessonsForPage(one, policy, now)),
    }),
  }
}

function policyForPage(policy: Policy, switches: StateSources['switches']): PagePolicy {
  const lists: Readonly<Record<string, readonly string[]>> = {
    'allow-destinations': policy.allowDestinations,
    'allow-models': policy.allowModels,
    'deny-models': policy.denyModels,
    'allow-accounts': policy.allowAccounts,
    'application-profile tags': [...policy.applicationProfileTags].map(([key, value]) => `${key}=${value}`),
  }
  return {
    routing: policy.routing,
    ...switches,
    limits: Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
    names: [...policy.models],
  }
}

function catalogForPage({ region, source, asOf, models }: Catalog, statuses: StateSources['statuses']): PageCatalog {
  const problem = statuses[region]?.problem
  return { region, source, asOf, models: models.size, ...(problem !== undefined && { problem }) }
}

/** In whole seconds, so that the state stays the same while nothing happens. */
function lessonsForPage(
  { region, catalog, memory }: StateSources['regions'][number],
  policy: Policy,
  now: number,
): PageLesson[] {
  return lessonsOf(memory, catalog(), policy).map(({ holdsForMs, ...lesson }) => ({
    ...lesson,
    region,
    until: new Date(Math.round((now + holdsForMs) / 1000) * 1000).toISOString(),
  }))
}
