import { type Aws, connectAws } from './aws/connect-aws.ts'
import type { Credentials } from './aws/credentials.ts'
import { controlPlaneEndpoint, runtimeEndpoint } from './aws/endpoints.ts'
import { loadDefaultCredentials } from './aws/load-default-credentials.ts'
import { type Catalog, isListed } from './bedrock/catalog.ts'
import { ProxyError } from './bedrock/errors.ts'
import { createCatalogCopy } from './catalog/catalog-copy.ts'
import { causeOf } from './catalog/catalog-problem.ts'
import type { CatalogKeeper } from './catalog/keep-catalog.ts'
import { catalogFromSnapshot, loadSnapshot } from './catalog/load-snapshot.ts'
import { keepRegionCatalog, loadRegionCatalog, type RegionCatalogParts } from './catalog/region-catalog.ts'
import { nameInUrl } from './http/loopback-host.ts'
import type { Lane } from './proxy/forward-request.ts'
import { createInferenceLane } from './proxy/inference-lane.ts'
import { lazyLane } from './proxy/lazy-lane.ts'
import { noticeRefusedIdentity } from './proxy/notice-refused-identity.ts'
import type { ProxyParts } from './proxy/proxy-parts.ts'
import { createLocalPages } from './server/local-pages.ts'
import { logCatalogEvents, warnOfStaleCatalog } from './server/log-catalog.ts'
import { reportHealth } from './server/report-health.ts'
import { ProxyStartError, startServer } from './server/start-server.ts'
import type { Settings } from './settings/settings.ts'
import { batchedLines } from './telemetry/batched-lines.ts'
import { createLog } from './telemetry/create-log.ts'
import { createMetrics } from './telemetry/create-metrics.ts'
import { createTelemetry } from './telemetry/create-telemetry.ts'

/** What the world hands in. */
export type AppContext = {
  readonly settings: Settings
  readonly env: Readonly<Record<string, string | undefined>>
  readonly logTo: NodeJS.WritableStream
  readonly useColor: boolean
  /** Where the last good catalog is kept; nowhere without it. */
  readonly home?: UserHome
  /** A simulated Bedrock in the place of AWS: both endpoints and the identity that it accepts. */
  readonly simulated?: { readonly endpoint: URL; readonly credentials: Credentials }
}

/** Whose files the proxy may keep and trust. */
export type UserHome = {
  readonly homeDir: string
  /** Undefined on systems without user IDs. */
  readonly userId: number | undefined
}

/** A proxy that listens. */
export type RunningProxy = {
  readonly url: string
  /** Stops accepting and lets streams finish, up to the drain timeout. */
  drain(): Promise<void>
  /** Cuts everything at once. */
  destroy(): Promise<void>
}

/** A start, and so the first request, waits no longer for AWS; the copy on disk or the snapshot serves meanwhile. */
const FIRST_CATALOG_LIMIT_MS = 2_000

/**
 * Puts the proxy together and starts it.
 * @throws ProxyStartError where it cannot listen, or where discovery is `live` and AWS does not answer
 */
export async function startProxy(context: AppContext): Promise<RunningProxy> {
  const { settings, logTo, useColor } = context
  const log = createLog(batchedLines(logTo), { level: settings.logLevel, format: settings.logFormat, useColor })
  const aws = connect(context)
  const parts = catalogParts(context, aws, (message) => log.warn(message))
  const keeper = keepRegionCatalog(parts, logCatalogEvents(log))
  if (settings.discovery === 'live') await keeper.refresh().catch(refuseWithoutCatalog)

  let isDraining = false
  const catalogs = () => ({ [settings.region]: keeper.status() })
  const metrics = createMetrics(catalogs)
  const server = await startServer(settings.host, settings.port, {
    admission: { allowHosts: allowedHosts(settings), clientToken: settings.clientToken },
    pages: createLocalPages(reportHealth(aws.identity, metrics, catalogs, () => isDraining)),
    proxy: createProxyParts(settings, aws, keeper, createTelemetry(log, metrics, modelLabel(keeper))),
  })
  if (settings.discovery === 'off') warnOfStaleCatalog(log, keeper.current())
  else keeper.start()
  aws.identity.check().catch((error: unknown) => log.warn(error instanceof Error ? error.message : String(error)))
  await keeper.ready(FIRST_CATALOG_LIMIT_MS)

  return {
    url: server.url,
    async drain() {
      isDraining = true
      keeper.stop()
      const isComplete = await server.drain(settings.drainTimeoutMs)
      if (!isComplete) log.warn('The drain timeout has passed; what was still running was cut.')
      await aws.close()
    },
    async destroy() {
      keeper.stop()
      await server.destroy()
      await aws.close()
    },
  }
}

/** The catalog for one command: live where discovery allows it and AWS answers, else the last good one, else the snapshot. */
export async function loadCatalog(context: CatalogContext, onWarning: (message: string) => void): Promise<Catalog> {
  const { discovery, region } = context.settings
  if (discovery === 'off') return catalogFromSnapshot(loadSnapshot(), region)
  const aws = connect(context)
  try {
    const { catalog, failure } = await loadRegionCatalog(catalogParts(context, aws, onWarning))
    return discovery === 'live' && failure !== undefined ? refuseWithoutCatalog(failure) : catalog
  } finally {
    await aws.close()
  }
}

type CatalogContext = Pick<AppContext, 'settings' | 'env' | 'home' | 'simulated'>

/** As they stand in a Host header that is put into lower case. */
function allowedHosts({ allowHosts, host }: Settings): string[] {
  return [...allowHosts, host].map((name) => nameInUrl(name).toLowerCase())
}

function connect({ settings, env, simulated }: CatalogContext): Aws {
  const { region, profile } = settings
  return connectAws({
    region,
    profile,
    runtime: simulated?.endpoint ?? settings.runtimeEndpoint ?? runtimeEndpoint(region),
    controlPlane: controlPlaneOf({ settings, ...(simulated && { simulated }) }),
    bearerToken: simulated ? undefined : env.AWS_BEARER_TOKEN_BEDROCK,
    loadCredentials: simulated ? async () => simulated.credentials : loadDefaultCredentials(profile),
    caBundle: env.AWS_CA_BUNDLE,
    nodeExtraCaCerts: env.NODE_EXTRA_CA_CERTS,
  })
}

function controlPlaneOf({ settings, simulated }: Pick<CatalogContext, 'settings' | 'simulated'>): URL {
  return simulated?.endpoint ?? settings.controlPlaneEndpoint ?? controlPlaneEndpoint(settings.region)
}

function catalogParts(context: CatalogContext, aws: Aws, onWarning: (message: string) => void): RegionCatalogParts {
  const { settings, env, home } = context
  const { region, profile } = settings
  const snapshot = loadSnapshot()
  const owner = { region, profile, env, controlPlane: controlPlaneOf(context) }
  const copy = home && createCatalogCopy({ ...owner, ...home, notBefore: snapshot.asOf, onWarning })
  return { region, snapshot, controlPlane: aws.controlPlane, copy }
}

function refuseWithoutCatalog(cause: unknown): never {
  const isOurs = cause instanceof ProxyError
  const advice = isOurs ? cause.message : 'Allow bedrock:ListInferenceProfiles and bedrock:ListFoundationModels.'
  throw new ProxyStartError(
    `AWS did not list the profiles of this Region (${causeOf(cause)}). ${advice} Or choose --discovery auto.`,
    { cause },
  )
}

function createProxyParts(
  settings: Settings,
  aws: Aws,
  keeper: CatalogKeeper,
  telemetry: ProxyParts['telemetry'],
): ProxyParts {
  const { region, routing, maxBodyBytes, idleTimeoutMs } = settings
  const inferenceLane = createInferenceLane(aws.pool, aws.runtime.origin, idleTimeoutMs)
  return {
    region,
    routing,
    catalog: keeper.current,
    limits: { maxBodyBytes, idleTimeoutMs },
    upstreamHost: aws.runtime.host,
    authenticate: aws.identity.authenticate,
    inferenceLane: noticeRefusedIdentity(inferenceLane, aws.identity.invalidate),
    relayLane: noticeRefusedIdentity(
      lazyLane(() => loadRelayLane(aws, idleTimeoutMs)),
      aws.identity.invalidate,
    ),
    telemetry,
  }
}

/** Requests that name no model are rare: their lane is loaded with the first of them. */
async function loadRelayLane(aws: Aws, idleTimeoutMs: number): Promise<Lane> {
  const { createRelayLane } = await import('./proxy/relay-lane.ts')
  return createRelayLane(aws.runtime, await aws.createAgent(), idleTimeoutMs)
}

/** Only IDs of the catalog become labels, so that no client can make up new time series. */
function modelLabel(keeper: CatalogKeeper): (record: { sentModel?: string }) => string {
  return ({ sentModel }) => {
    if (sentModel === undefined) return 'none'
    return isListed(keeper.current(), sentModel) ? sentModel : 'other'
  }
}
