import type { Policy } from '../bedrock/policy.ts'
import type { Log } from '../telemetry/create-log.ts'
import type { Telemetry } from '../telemetry/request-record.ts'

/** Far more than the global profiles that there are. */
const MAX_TOLD = 500

/**
 * Warns, once for each model, of a client that asks for a global profile itself where the routing prefers the geography: it gets
 * what it asked for, and whoever runs the proxy may not know.
 */
export function warnOfLeaving(telemetry: Telemetry, log: Log, policy: () => Policy): Telemetry {
  const told = new Set<string>()
  return {
    ...telemetry,
    requestFinished(record, cause, resolution) {
      telemetry.requestFinished(record, cause, resolution)
      const { sentModel = '', reason, requestedModel } = record
      if (reason !== 'profile-of-region' || !sentModel.startsWith('global.') || policy().routing !== 'geo-first') return
      if (told.has(sentModel) || told.size >= MAX_TOLD) return
      told.add(sentModel)
      log.warn(
        `A client asked for ${requestedModel} itself, which may be answered in any commercial Region. --routing geo-only forbids that, and --allow-destinations says which Regions may take part.`,
      )
    },
  }
}
