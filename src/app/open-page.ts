import type { Catalog } from '../bedrock/catalog.ts'
import { chooseRegion } from '../bedrock/choose-region.ts'
import { listModels } from '../bedrock/list-models.ts'
import { regionNamedIn } from '../bedrock/plain-names.ts'
import { type DecisionReport, reportDecision } from '../bedrock/resolution-report.ts'
import { resolveModel } from '../bedrock/resolve-model.ts'
import { isLoopbackHost } from '../http/loopback-host.ts'
import type { PageModel, PageState } from '../page/page-data.ts'
import type { Health, LocalPage } from '../server/local-pages.ts'
import { pageRows } from '../server/page/page-rows.ts'
import { shapeRequest, withoutAccountsIn } from '../server/page/shape-request.ts'
import { shapeState } from '../server/page/shape-state.ts'
import { createWatchers } from '../server/page/watchers.ts'
import type { RunningServer } from '../server/start-server.ts'
import type { Settings } from '../settings/settings.ts'
import { createRequestHistory, type RequestHistory } from '../telemetry/request-history.ts'
import type { Telemetry } from '../telemetry/request-record.ts'
import type { AppContext } from './app-context.ts'
import type { Regions } from './open-regions.ts'
import { pageIdentity } from './page-identity.ts'
import type { ConnectedAws } from './prepare-aws.ts'
import type { SettingsInForce } from './settings-in-force.ts'

/** The page of a running proxy. */
export type OpenPage = {
  readonly rows: readonly LocalPage[]
  /** Telemetry that the page learns from. */
  readonly watch: (telemetry: Telemetry) => Telemetry
  /** The server, of whose requests under way the streams of the page are none. */
  readonly besidesItself: (server: RunningServer) => RunningServer
  /** Ends these streams. */
  readonly end: () => void
}

/** What the page is put together from. */
export type PageParts = {
  readonly context: AppContext
  readonly aws: Pick<ConnectedAws, 'describeCredentials'>
  readonly regions: Regions
  readonly inForce: SettingsInForce
  readonly health: Pick<Health, 'facts' | 'problems'>
  /** Requests under way, those of the page among them. */
  readonly underWay: () => number
}

/** Costs nothing, and answers nothing. */
const NO_PAGE: OpenPage = {
  rows: [],
  watch: (telemetry) => telemetry,
  besidesItself: (server) => server,
  end: () => undefined,
}

/** The page where the settings want one; without being told, where only this machine can ask for it. */
export function openPage(parts: PageParts): OpenPage {
  if (!isPageOn(parts.context.settings)) return NO_PAGE
  const { context, regions } = parts
  const history = createRequestHistory()
  const state = stateOf(parts, history, () => watchers.count())
  const catalogOf = (region: string) =>
    regions
      .opened()
      .find((one) => one.region === region)
      ?.catalog()
  const requestsSince = (id: number) => history.since(id).map((one) => shapeRequest(one, catalogOf))
  const watchers = createWatchers({ state, requestsSince })
  return {
    rows: pageRows({
      folder: context.builtFolder,
      tokenRequired: parts.health.facts.tokenRequired,
      state,
      requests: () => requestsSince(0),
      resolve: (identifier) => withoutAccountsIn(decisionOn(identifier, parts)),
      models: () => withoutAccountsIn(modelsOf(parts)),
      watchers,
    }),
    watch: history.watch,
    besidesItself: (server) => ({ ...server, underWay: () => server.underWay() - watchers.count() }),
    end: watchers.end,
  }
}

function isPageOn({ page, host, socket }: Settings): boolean {
  return page === undefined ? socket === undefined && isLoopbackHost(host) : page === 'on'
}

function stateOf(
  { context, aws, regions, inForce, health, underWay }: PageParts,
  history: RequestHistory,
  watching: () => number,
): (own: number) => Promise<PageState> {
  const { env, simulated } = context
  const isSimulated = simulated !== undefined
  const identity = pageIdentity({
    isSimulated,
    hasApiKey: Boolean(env.AWS_BEARER_TOKEN_BEDROCK),
    describe: aws.describeCredentials,
  })
  const facts = { ...health.facts, isSimulated, startedAt: new Date().toISOString() }
  return async (own) => {
    const { failover, repair } = inForce.settings()
    return shapeState({
      facts,
      problems: await health.problems(),
      identity: await identity(),
      policy: inForce.policy(),
      switches: { failover, repair },
      regions: regions.opened(),
      statuses: regions.statuses(),
      underWay: Math.max(0, underWay() - watching() - own),
      history,
      now: Date.now(),
    })
  }
}

/** As the proxy would decide now, in the Region to which it would send a request for that identifier. */
function decisionOn(identifier: string, { inForce, regions }: PageParts): DecisionReport {
  const { region: configured, allowRegions } = inForce.settings()
  const claims = { ofArn: regionNamedIn(identifier), configured }
  const catalog = catalogIn(
    chooseRegion(claims, (region) => allowRegions.includes(region)),
    regions,
  )
  return reportDecision(resolveModel(identifier, { catalog, policy: inForce.policy(), takesProfile: true }), catalog)
}

function modelsOf({ inForce, regions }: PageParts): PageModel[] {
  const catalog = catalogIn(inForce.settings().region, regions)
  return listModels(catalog, inForce.policy(), { text: '', provider: undefined }).map(({ model, report, refusal }) => ({
    modelId: model.modelId,
    name: model.name,
    ...report,
    ...(model.endOfLife !== undefined && { endOfLife: model.endOfLife }),
    ...(refusal !== undefined && { refusal }),
  }))
}

/** The Region is one that the settings allow. */
function catalogIn(region: string, regions: Regions): Catalog {
  const parts = regions.inRegion(region)
  if (!parts) throw new Error(`${region} is not open.`)
  return parts.catalog()
}
