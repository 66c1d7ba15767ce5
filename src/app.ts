import { type Aws, connectAws, type RegionalAws } from './aws/connect-aws.ts'
import type { Credentials } from './aws/credentials.ts'
import { controlPlaneEndpoint, runtimeEndpoint } from './aws/endpoints.ts'
import { loadDefaultCredentials } from './aws/load-default-credentials.ts'
import { type Catalog, isListed } from './bedrock/catalog.ts'
import { ProxyError } from './bedrock/errors.ts'
import { type CatalogEvents, type CatalogKeeper, keepCatalog } from './catalog/keep-catalog.ts'
import { catalogFromSnapshot, loadSnapshot, type Snapshot } from './catalog/load-snapshot.ts'
import { nameInUrl } from './http/loopback-host.ts'
import { createCoolDown } from './proxy/cool-down.ts'
import type { Lane } from './proxy/forward-request.ts'
import { createInferenceLane } from './proxy/inference-lane.ts'
import { lazyLane } from './proxy/lazy-lane.ts'
import { createLearnedResolutions } from './proxy/learned-resolutions.ts'
import { noticeRefusedIdentity } from './proxy/notice-refused-identity.ts'
import type { ProxyParts, RegionalParts, Upstream } from './proxy/proxy-parts.ts'
import { createGuard } from './server/create-guard.ts'
import { createLocalPages } from './server/local-pages.ts'
import { reportHealth } from './server/report-health.ts'
import { ProxyStartError, startServer } from './server/start-server.ts'
import { policyOf } from './settings/policy-of.ts'
import type { Settings } from './settings/settings.ts'
import { batchedLines } from './telemetry/batched-lines.ts'
import { createLog, type Log } from './telemetry/create-log.ts'
import { createMetrics } from './telemetry/create-metrics.ts'
import { createTelemetry } from './telemetry/create-telemetry.ts'

/** What the world hands in. */
export type AppContext = {
  readonly settings: Settings
  readonly env: Readonly<Record<string, string | undefined>>
  readonly logTo: NodeJS.WritableStream
  readonly useColor: boolean
  /** A simulated Bedrock in the place of AWS: both endpoints and the identity that it accepts. */
  readonly simulated?: { readonly endpoint: URL; readonly credentials: Credentials }
}

/** A proxy that listens. */
export type RunningProxy = {
  readonly url: string
  /** Stops accepting and lets streams finish, up to the drain timeout. */
  drain(): Promise<void>
  /** Cuts everything at once. */
  destroy(): Promise<void>
}

/**
 * Puts the proxy together and starts it.
 * @throws ProxyStartError where it cannot listen, or where discovery is `live` and AWS does not answer
 */
export async function startProxy(context: AppContext): Promise<RunningProxy> {
  const { settings, logTo, useColor } = context
  const log = createLog(batchedLines(logTo), { level: settings.logLevel, format: settings.logFormat, useColor })
  const aws = connect(context)
  const regional = connectRegion(aws, context)
  const keeper = createKeeper(context, regional, log)
  if (settings.discovery === 'live') await keeper.refresh().catch(refuseWithoutCatalog)

  let isDraining = false
  const metrics = createMetrics(() => catalogFacts(keeper.current()))
  const guard = createGuard({ ...settings, allowHosts: allowedHosts(settings) })
  const telemetry = guard.watch(createTelemetry(log, metrics, modelLabel(keeper)))
  const server = await startServer(settings, {
    ...guard,
    pages: createLocalPages(reportHealth(aws.identity, metrics, () => isDraining)),
    proxy: createProxyParts(settings, regional, aws.identity.invalidate, keeper, telemetry),
  })
  if (settings.discovery !== 'off') keeper.start()
  aws.identity.check().catch((error: unknown) => log.warn(error instanceof Error ? error.message : String(error)))

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

/** The catalog for one command: live where discovery allows it and AWS answers, else the snapshot. */
export async function loadCatalog(settings: Settings, env: AppContext['env']): Promise<Catalog> {
  const snapshot = loadSnapshot()
  const fallback = catalogFromSnapshot(snapshot, settings.region)
  if (settings.discovery === 'off') return fallback
  const aws = connect({ settings, env })
  try {
    return await discover(connectRegion(aws, { settings }), snapshot)
  } catch (error) {
    if (settings.discovery === 'live') return refuseWithoutCatalog(error)
    return fallback
  } finally {
    await aws.close()
  }
}

/** As they stand in a Host header that is put into lower case. No web page reaches a unix socket, so its name is free. */
function allowedHosts({ allowHosts, host, socket }: Settings): string[] | 'any' {
  if (socket !== undefined) return 'any'
  return [...allowHosts, host].map((name) => nameInUrl(name).toLowerCase())
}

function connect({ settings: { profile }, env, simulated }: Pick<AppContext, 'settings' | 'env' | 'simulated'>): Aws {
  return connectAws({
    profile,
    bearerToken: simulated ? undefined : env.AWS_BEARER_TOKEN_BEDROCK,
    loadCredentials: simulated ? async () => simulated.credentials : loadDefaultCredentials(profile),
    caBundle: env.AWS_CA_BUNDLE,
    nodeExtraCaCerts: env.NODE_EXTRA_CA_CERTS,
  })
}

function connectRegion(aws: Aws, { settings, simulated }: Pick<AppContext, 'settings' | 'simulated'>): RegionalAws {
  const { region } = settings
  return aws.inRegion({
    region,
    runtime: simulated?.endpoint ?? settings.runtimeEndpoint ?? runtimeEndpoint(region),
    controlPlane: simulated?.endpoint ?? settings.controlPlaneEndpoint ?? controlPlaneEndpoint(region),
  })
}

async function discover(aws: RegionalAws, snapshot: Snapshot): Promise<Catalog> {
  const { discoverCatalog } = await import('./catalog/discover-catalog.ts')
  return discoverCatalog(aws.region, await aws.askControlPlane(), snapshot)
}

function createKeeper({ settings }: AppContext, aws: RegionalAws, log: Log): CatalogKeeper {
  const snapshot = loadSnapshot()
  const initial = catalogFromSnapshot(snapshot, settings.region)
  return keepCatalog(initial, () => discover(aws, snapshot), logCatalogEvents(log))
}

/** A failure is told once, and again when its cause changes: an identity that may not list would fill the log. */
function logCatalogEvents(log: Log): CatalogEvents {
  let told: string | undefined
  return {
    onRefreshed({ models }) {
      told = undefined
      log.info({ models: models.size }, 'The catalog is live: this is what AWS lists for the Region.')
    },
    onFailed(error, { source, asOf }) {
      const cause = causeOf(error)
      const level = cause === told ? 'debug' : 'warn'
      told = cause
      log[level]({ source, asOf, cause }, 'AWS did not list the profiles of this Region; an older catalog serves on.')
    },
  }
}

function causeOf(error: unknown): string {
  if (error instanceof ProxyError) return error.code
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
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
  aws: RegionalAws,
  onRefused: () => void,
  keeper: CatalogKeeper,
  telemetry: ProxyParts['telemetry'],
): ProxyParts {
  const policy = policyOf(settings)
  const { region, maxBodyBytes, idleTimeoutMs } = settings
  const inferenceLane = createInferenceLane(aws.pool, aws.runtime.origin, idleTimeoutMs)
  const relayLane = lazyLane(() => loadRelayLane(aws, idleTimeoutMs))
  const controlLane = createInferenceLane(aws.controlPool, aws.controlPlane.origin, CONTROL_PLANE_TIMEOUT_MS)
  const regional: RegionalParts = {
    region,
    catalog: keeper.current,
    catalogReady: () => undefined,
    refreshCatalog: async () => undefined,
    learned: createLearnedResolutions(),
    coolDown: createCoolDown(),
    upstreams: {
      inference: upstreamOf(aws, aws.runtime, inferenceLane, onRefused),
      relay: upstreamOf(aws, aws.runtime, relayLane, onRefused),
      'control-plane': upstreamOf(aws, aws.controlPlane, controlLane, onRefused),
    },
  }
  return {
    region,
    inRegion: (name) => (name === region ? regional : undefined),
    policy: () => policy,
    failover: () => 'off',
    limits: { maxBodyBytes, idleTimeoutMs },
    telemetry,
  }
}

/** A client waits for a listing as long as the proxy itself does; then the catalog answers. */
const CONTROL_PLANE_TIMEOUT_MS = 10_000

function upstreamOf({ authenticate }: RegionalAws, { host }: URL, lane: Lane, onRefused: () => void): Upstream {
  return { host, authenticate, lane: noticeRefusedIdentity(lane, onRefused) }
}

/** Requests that name no model are rare: their lane is loaded with the first of them. */
async function loadRelayLane(aws: RegionalAws, idleTimeoutMs: number): Promise<Lane> {
  const { createRelayLane } = await import('./proxy/relay-lane.ts')
  return createRelayLane(aws.runtime, await aws.createAgent(), idleTimeoutMs)
}

function catalogFacts({ source, asOf }: Catalog) {
  return { source, ageSeconds: Math.round((Date.now() - Date.parse(asOf)) / 1000) }
}

/** Only IDs of the catalog become labels, so that no client can make up new time series. */
function modelLabel(keeper: CatalogKeeper): (record: { sentModel?: string }) => string {
  return ({ sentModel }) => {
    if (sentModel === undefined) return 'none'
    return isListed(keeper.current(), sentModel) ? sentModel : 'other'
  }
}
