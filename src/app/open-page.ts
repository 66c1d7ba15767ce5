import type { Catalog } from '../bedrock/catalog.ts'
import { chooseRegion } from '../bedrock/choose-region.ts'
import { listModels } from '../bedrock/list-models.ts'
import { regionNamedIn } from '../bedrock/plain-names.ts'
import { type DecisionReport, reportDecision } from '../bedrock/resolution-report.ts'
import { resolveModel } from '../bedrock/resolve-model.ts'
import { isLoopbackHost } from '../http/loopback-host.ts'
import type { PageModel, PageRequest, PageState } from '../page/page-data.ts'
import type { Health, LocalPage } from '../server/local-pages.ts'
import { ongoingRequests } from '../server/page/ongoing-requests.ts'
import { pageRows } from '../server/page/page-rows.ts'
import { fitToShow, shapeRequest } from '../server/page/shape-request.ts'
import { shapeState } from '../server/page/shape-state.ts'
import { createWatchers } from '../server/page/watchers.ts'
import { RequestsUnderWay } from '../server/requests-under-way.ts'
import type { ServerParts } from '../server/serve-request.ts'
import type { RunningServer } from '../server/start-server.ts'
import type { Settings } from '../settings/settings.ts'
import { createRequestHistory, type RememberedRequest, type RequestHistory } from '../telemetry/request-history.ts'
import type { Telemetry } from '../telemetry/request-record.ts'
import type { AppContext } from './app-context.ts'
import type { Regions } from './open-regions.ts'
import { pageIdentity } from './page-identity.ts'
import type { ConnectedAws } from './prepare-aws.ts'
import type { SettingsInForce } from './settings-in-force.ts'

/** The page of a running proxy. */
export type OpenPage = {
  /** What a server needs to serve it beside other pages. */
  readonly beside: (others: readonly LocalPage[]) => Pick<ServerParts, 'pages' | 'underWay'>
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
}

/** Costs nothing, and answers nothing. */
const NO_PAGE: OpenPage = {
  beside: (pages) => ({ pages }),
  watch: (telemetry) => telemetry,
  besidesItself: (server) => server,
  end: () => undefined,
}

/** The page where the settings want one; without being told, where only this machine can ask for it. */
export function openPage(parts: PageParts): OpenPage {
  if (!isPageOn(parts.context.settings)) return NO_PAGE
  const { context, regions } = parts
  const history = createRequestHistory()
  const underWay = new RequestsUnderWay()
  const ongoing = ongoingRequests(underWay)
  const state = stateOf(parts, history, ongoing.count)
  const shape = shapeOnce(regions)
  const requestsSince = (id: number) => history.since(id).map(shape)
  const watchers = createWatchers({ state, requestsSince, ongoing: ongoing.list })
  const rows = pageRows({
    folder: context.builtFolder,
    tokenRequired: parts.health.facts.tokenRequired,
    state,
    requests: () => ({ requests: requestsSince(0), ongoing: ongoing.list() }),
    resolve: (identifier) => fitToShow(decisionOn(identifier, parts)),
    models: () => fitToShow(modelsOf(parts)),
    watchers,
  })
  return {
    beside: (others) => ({ pages: [...others, ...rows], underWay }),
    watch: history.watch,
    besidesItself: (server) => ({ ...server, underWay: () => server.underWay() - watchers.count() }),
    end: watchers.end,
  }
}

/** However many watch, a request is shaped once. */
function shapeOnce(regions: Regions): (one: RememberedRequest) => PageRequest {
  const shaped = new WeakMap<RememberedRequest, PageRequest>()
  const catalogOf = (name: string) => {
    const open = regions.opened().find(({ region }) => region === name)
    return open?.catalog()
  }
  return (one) => {
    const request = shaped.get(one) ?? shapeRequest(one, catalogOf)
    shaped.set(one, request)
    return request
  }
}

function isPageOn({ page, host, socket }: Settings): boolean {
  return page === undefined ? socket === undefined && isLoopbackHost(host) : page === 'on'
}

function stateOf(
  { context, aws, regions, inForce, health }: PageParts,
  history: RequestHistory,
  underWay: () => number,
): () => Promise<PageState> {
  const { env, simulated } = context
  const isSimulated = simulated !== undefined
  const identity = pageIdentity({
    isSimulated,
    hasApiKey: Boolean(env.AWS_BEARER_TOKEN_BEDROCK),
    describe: aws.describeCredentials,
  })
  const facts = { ...health.facts, isSimulated, startedAt: new Date().toISOString() }
  return async () => {
    const { failover, repair } = inForce.settings()
    return shapeState({
      facts,
      problems: await health.problems(),
      identity: await identity(),
      policy: inForce.policy(),
      switches: { failover, repair },
      regions: regions.opened(),
      statuses: regions.statuses(),
      underWay: underWay(),
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
