import packageFile from '../package.json' with { type: 'json' }
import type { AppContext } from './app/app-context.ts'
import { beginDay } from './app/begin-day.ts'
import { endingsOf } from './app/endings.ts'
import { failoverParts } from './app/failover-parts.ts'
import { openPage } from './app/open-page.ts'
import { openRegions, type Regions } from './app/open-regions.ts'
import { openTraces } from './app/open-traces.ts'
import { type AwsEvents, type ConnectedAws, prepareAws } from './app/prepare-aws.ts'
import { type SettingsInForce, settingsInForce } from './app/settings-in-force.ts'
import { warnOfLeaving } from './app/warn-of-leaving.ts'
import { warnOfUnplaced } from './app/warn-of-unplaced.ts'
import { nameInUrl } from './http/loopback-host.ts'
import type { ProxyParts } from './proxy/proxy-parts.ts'
import { createGuard, type GuardSettings } from './server/create-guard.ts'
import type { DayTokens } from './server/day-tokens.ts'
import { createLocalPages, type ProxyFacts } from './server/local-pages.ts'
import { logCredentialEvents, logSessionEvents } from './server/log-credentials.ts'
import { reportHealth } from './server/report-health.ts'
import { startServer } from './server/start-server.ts'
import type { Settings } from './settings/settings.ts'
import { batchedLines } from './telemetry/batched-lines.ts'
import { createLog, type Log } from './telemetry/create-log.ts'
import { createMetrics, type Metrics } from './telemetry/create-metrics.ts'
import { createTelemetry } from './telemetry/create-telemetry.ts'
import type { RequestRecord, Telemetry } from './telemetry/request-record.ts'

/** A proxy that listens. */
export type RunningProxy = {
  readonly url: string
  /** Resolves once there is something to authenticate with; rejects with the sentence on why there is not. */
  ready(): Promise<void>
  /** Puts other settings in force, as far as they can change while the proxy runs. */
  apply(settings: Settings): void
  /** Forgets what answers of Bedrock's have taught: what it refused, which routes it has not, which IDs worked. */
  forget(): void
  /** After the drain delay, stops accepting and lets streams finish, up to the drain timeout. */
  drain(): Promise<void>
  /** Cuts everything at once. */
  destroy(): Promise<void>
}

/**
 * Puts the proxy together and starts it.
 * @throws SettingsError for what the environment says of traces, ProxyStartError where it cannot listen, or where discovery is `live` and AWS does not answer
 */
export async function startProxy(context: AppContext): Promise<RunningProxy> {
  const { settings } = context
  const log = startLog(context)
  const aws = await prepareAws(context, loggedIn(log))
  const tracer = await openTraces(context, aws, log)
  const inForce = settingsInForce(settings)
  const regions = await openRegions({ context, aws, log, inForce })
  let isDraining = false
  const metrics = createMetrics(regions.statuses, context.logTo.dropped)
  const day = await beginDay(context, (message) => log.warn(message))
  const guard = createGuard(guardSettings(settings, day.days))
  const health = reportHealth(factsOf(settings), aws.identity, metrics, regions.statuses, () => isDraining)
  const page = openPage({ context, aws, regions, inForce, health })
  const telemetry = page.watch(guard.watch(reportTo(log, metrics, regions, inForce)))
  const server = await startServer(settings, {
    ...guard,
    ...page.beside(createLocalPages(health)),
    proxy: createProxyParts(inForce, regions, { telemetry, tracer }, aws.signerOf),
  }).catch(givingUp(regions, aws))
  await day.listensAt(server.url)
  await firstAnswer(aws, regions, log, inForce)
  return {
    url: server.url,
    ready: aws.identity.check,
    apply: (next) => change(next, inForce, regions, log),
    forget: regions.forget,
    ...endingsOf({
      server: page.besidesItself(server),
      settings,
      log,
      onEnding: () => {
        isDraining = true
        page.end()
        regions.stop()
      },
      flush: async (limitMs) => tracer?.close(limitMs),
      onEnded: () => day.close().then(aws.close),
    }),
  }
}

/** It listens already: who comes before AWS has answered, waits no longer than the start does. What is missing stands in the log. */
async function firstAnswer(
  { identity, warmUp }: ConnectedAws,
  regions: Regions,
  log: Log,
  inForce: SettingsInForce,
): Promise<void> {
  identity.check().catch(() => undefined)
  const region = regions.inRegion(inForce.settings().region)
  await region?.catalogReady()
  warnOfUnplaced(log, inForce.policy(), region?.catalog)
  // In a turn of its own: whoever started the proxy has been told its URL by then.
  setImmediate(warmUp)
}

function reportTo(log: Log, metrics: Metrics, regions: Regions, { policy }: SettingsInForce): Telemetry {
  return warnOfLeaving(createTelemetry(log, metrics, modelLabel(regions)), log, policy)
}

/** Where nobody can be served, what AWS says from here on is of no use to anybody. */
function givingUp(regions: Regions, aws: ConnectedAws): (error: unknown) => Promise<never> {
  return async (error) => {
    regions.stop()
    await aws.close()
    throw error
  }
}

function factsOf({ region, clientToken }: Settings): ProxyFacts {
  return { version: packageFile.version, region, tokenRequired: clientToken !== undefined }
}

function startLog({ settings: { logLevel: level, logFormat: format }, logTo, useColor }: AppContext): Log {
  return createLog(batchedLines(logTo), { level, format, useColor })
}

function loggedIn(log: Log): AwsEvents {
  return { credentials: logCredentialEvents(log), sessionOf: (client) => logSessionEvents(log, client) }
}

/** Tags are known only where they were wanted when AWS was asked. */
function change(next: Settings, inForce: SettingsInForce, regions: Regions, log: Log): void {
  const before = inForce.settings()
  inForce.replace(next)
  log.level = next.logLevel
  warnOfUnplaced(log, inForce.policy(), regions.inRegion(before.region)?.catalog)
  if (wantsTags(next) && !wantsTags(before)) regions.refresh()
}

function wantsTags({ applicationProfileTags }: Settings): boolean {
  return applicationProfileTags.size > 0
}

/** Each by its name, so that a setting of the guard's which is read nowhere shows. */
function guardSettings(settings: Settings, days: DayTokens): GuardSettings {
  const { clientToken, maxConcurrentRequests, maxBufferedBytes, maxBodyBytes, requestsPerMinute, tokensPerDay } =
    settings
  return {
    allowHosts: allowedHosts(settings),
    clientToken,
    limits: { maxConcurrentRequests, maxBufferedBytes, maxBodyBytes },
    quota: { requestsPerMinute, tokensPerDay },
    days,
  }
}

/** As they stand in a Host header that is put into lower case. No web page reaches a unix socket, so its name is free. */
function allowedHosts({ allowHosts, host, socket }: Settings): string[] | 'any' {
  if (socket !== undefined) return 'any'
  return [...allowHosts, host].map((name) => nameInUrl(name).toLowerCase())
}

function createProxyParts(
  inForce: SettingsInForce,
  regions: Regions,
  reporting: Pick<ProxyParts, 'telemetry' | 'tracer'>,
  signerOf: ProxyParts['signerOf'],
): ProxyParts {
  const { region, maxBodyBytes, idleTimeoutMs } = inForce.settings()
  return {
    region,
    inRegion: regions.inRegion,
    signerOf,
    policy: inForce.policy,
    failover: failoverParts(inForce, regions),
    repair: () => inForce.settings().repair,
    metadata: () => inForce.settings().metadata,
    limits: { maxBodyBytes, idleTimeoutMs },
    ...reporting,
  }
}

/** Only IDs of a catalog become labels, so that no client can make up new time series. */
function modelLabel(regions: Regions): (record: Pick<RequestRecord, 'region' | 'sentModel'>) => string {
  return ({ region, sentModel }) => {
    if (sentModel === undefined) return 'none'
    return regions.lists(region, sentModel) ? sentModel : 'other'
  }
}
