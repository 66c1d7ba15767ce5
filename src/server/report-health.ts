import type { Identity } from '../aws/identity.ts'
import type { Metrics } from '../telemetry/create-metrics.ts'
import type { Health, ProxyFacts } from './local-pages.ts'

/** What the local pages tell of a running proxy: ready with credentials, and as long as it is not draining. */
export function reportHealth(
  facts: ProxyFacts,
  identity: Identity,
  metrics: Metrics,
  catalogs: Health['catalogs'],
  isDraining: () => boolean,
): Health {
  return {
    facts,
    problems: async () => ({
      ...(await credentialProblem(identity)),
      ...(isDraining() && { draining: 'The proxy is about to stop.' }),
    }),
    catalogs,
    metrics: async () => ({ status: 200, ...(await metrics.render()) }),
  }
}

function credentialProblem(identity: Identity): Promise<Record<string, string>> {
  return identity.check().then(
    () => ({}),
    (error: Error) => ({ credentials: error.message }),
  )
}
