import type { Identity } from '../aws/identity.ts'
import type { Metrics } from '../telemetry/create-metrics.ts'
import type { Health, ProxyFacts } from './local-pages.ts'

/** What the local pages tell of a running proxy: ready with credentials, and as long as it is not draining. */
export function reportHealth(
  facts: ProxyFacts,
  identity: Pick<Identity, 'trouble'>,
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

/** Who asks for this page has shown no token, so it names no profile and no session; and asking looks nothing up. */
async function credentialProblem(identity: Pick<Identity, 'trouble'>): Promise<Record<string, string>> {
  const trouble = await identity.trouble()
  if (trouble === undefined) return {}
  return { credentials: trouble === 'not-known-yet' ? NOT_KNOWN_YET : trouble.publicMessage }
}

const NOT_KNOWN_YET = 'The AWS credentials are still being looked up. Ask again in a moment.'
