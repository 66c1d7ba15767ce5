import type { AwsPlace, RegionalAws } from '../aws/connect-aws.ts'
import { partitionOf } from '../aws/endpoints.ts'
import { type OutboundProxy, proxyFor } from '../aws/outbound-proxy.ts'
import type { CredentialDescription } from '../aws/sign-in/describe-credentials.ts'
import { type LoadedCatalog, loadRegionCatalog } from '../catalog/region-catalog.ts'
import { upstreamError } from '../proxy/sending/upstream-error.ts'
import type { AwsContext } from './app-context.ts'
import { catalogParts, prepareAws } from './prepare-aws.ts'

/** What can be found out about AWS from here, a question each. Nothing is asked before its question is. */
export type Diagnosis = {
  readonly place: AwsPlace
  readonly partition: string
  /** The outbound proxy on the way to an endpoint. @throws Error that names the variable where it names none */
  proxyTo(endpoint: URL): OutboundProxy | undefined
  /**
   * Asks an endpoint anything, without a signature: that it answers shows DNS, TCP and TLS. Gives the date that it told.
   * Rejects with ProxyError where it does not answer.
   */
  reach(endpoint: 'runtime' | 'control-plane'): Promise<string | undefined>
  /** Rejects with ProxyError `no-credentials`. */
  describeCredentials(): Promise<CredentialDescription>
  /** The catalog as a proxy would serve from it, and why it is not live where it is not. */
  catalog(): Promise<LoadedCatalog>
  close(): Promise<void>
}

/** Prepares the questions for the settings' Region. Rejects where a file of certificates, or the partition, is not what it should be. */
export async function openDiagnosis(context: AwsContext): Promise<Diagnosis> {
  const { settings, env } = context
  const aws = await prepareAws(context)
  const place = aws.placeOf(settings.region)
  let regional: RegionalAws | undefined
  const region = () => {
    regional ??= aws.inRegion(place)
    return regional
  }
  return {
    place,
    partition: partitionOf(settings.region),
    proxyTo: ({ hostname, port }) => proxyFor(hostname, Number(port) || 443, env),
    reach: (endpoint) => reach(region(), endpoint),
    describeCredentials: aws.describeCredentials,
    catalog: () =>
      loadRegionCatalog(
        catalogParts(
          region(),
          context,
          () => false,
          () => undefined,
        ),
      ),
    close: aws.close,
  }
}

async function reach(region: RegionalAws, endpoint: 'runtime' | 'control-plane'): Promise<string | undefined> {
  const pool = endpoint === 'runtime' ? region.pool : region.controlPool
  const url = endpoint === 'runtime' ? region.runtime : region.controlPlane
  try {
    const { headers, body } = await pool.request({ origin: url.origin, method: 'GET', path: '/' })
    await body.dump()
    return typeof headers.date === 'string' ? headers.date : undefined
  } catch (cause) {
    throw upstreamError(cause, 0)
  }
}
