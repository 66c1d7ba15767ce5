import packageFile from '../../package.json' with { type: 'json' }
import { SettingsError } from '../settings/settings-error.ts'
import type { Log } from '../telemetry/create-log.ts'
import type { Tracer } from '../telemetry/request-trace.ts'
import type { AppContext } from './app-context.ts'
import type { ConnectedAws } from './prepare-aws.ts'

/** However long a collector is away, the log tells of it no more often. */
const TOLD_EVERY_MS = 60_000

/**
 * What traces requests, where the settings want that; undefined else, and then nothing of it is loaded.
 * @throws SettingsError for a variable that names no collector
 */
export async function openTraces(
  { settings, env }: Pick<AppContext, 'settings' | 'env'>,
  { createAgent }: Pick<ConnectedAws, 'createAgent'>,
  log: Log,
): Promise<Tracer | undefined> {
  if (settings.telemetry === 'off' || env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return undefined
  const { createTracer } = await import('../telemetry/otlp/create-tracer.ts')
  const onDropped = atTimes((host, why) =>
    log.warn(`Traces could not be sent to ${host} (${why}), and are dropped. Requests go on as ever.`),
  )
  try {
    const tracer = createTracer({ env, version: packageFile.version, createAgent, onDropped })
    log.info(`Each request leaves a trace, which is sent to ${tracer.host}.`)
    return tracer
  } catch (error) {
    throw new SettingsError([error instanceof Error ? error.message : String(error)])
  }
}

type Tell = (host: string, why: string) => void

function atTimes(tell: Tell): Tell {
  let toldAt = Number.NEGATIVE_INFINITY
  return (host, why) => {
    if (performance.now() - toldAt < TOLD_EVERY_MS) return
    toldAt = performance.now()
    tell(host, why)
  }
}
