import { type Aws, type AwsPlace, connectAws, type RegionalAws } from '../aws/connect-aws.ts'
import { controlPlaneEndpoint, mantleEndpoint, runtimeEndpoint } from '../aws/endpoints.ts'
import { loadDefaultCredentials } from '../aws/load-default-credentials.ts'
import { createCatalogCopy } from '../catalog/catalog-copy.ts'
import { loadSnapshot } from '../catalog/load-snapshot.ts'
import type { RegionCatalogParts } from '../catalog/region-catalog.ts'
import { type EndpointTemplate, endpointFor } from '../settings/endpoint-template.ts'
import type { AwsContext } from './app-context.ts'

/** AWS as the settings and the environment say, or the simulated one. Connects nothing yet. */
export function connect({ settings: { profile }, env, simulated }: AwsContext): Aws {
  return connectAws({
    profile,
    bearerToken: simulated ? undefined : env.AWS_BEARER_TOKEN_BEDROCK,
    loadCredentials: simulated ? async () => simulated.credentials : loadDefaultCredentials(profile),
    caBundle: env.AWS_CA_BUNDLE,
    nodeExtraCaCerts: env.NODE_EXTRA_CA_CERTS,
  })
}

/** A Region with the endpoints that are to be called there. */
export function placeOf(region: string, { settings, simulated }: AwsContext): AwsPlace {
  return {
    region,
    runtime: simulated?.endpoint ?? configured(settings.runtimeEndpoint, region) ?? runtimeEndpoint(region),
    controlPlane:
      simulated?.endpoint ?? configured(settings.controlPlaneEndpoint, region) ?? controlPlaneEndpoint(region),
    ...(settings.mantle === 'on' && { mantle: simulated ? simulated.mantle : mantleEndpoint(region) }),
  }
}

function configured(template: EndpointTemplate | undefined, region: string): URL | undefined {
  return template === undefined ? undefined : endpointFor(template, region)
}

/** Where the catalog of a Region comes from; its tags are asked for where the settings in force look at them. */
export function catalogParts(
  { region, controlPlane, askControlPlane }: RegionalAws,
  { settings: { profile }, env, home }: AwsContext,
  withTags: () => boolean,
  onWarning: (message: string) => void,
): RegionCatalogParts {
  const snapshot = loadSnapshot()
  const owner = { region, profile, env, controlPlane }
  const copy = home && createCatalogCopy({ ...owner, ...home, notBefore: snapshot.asOf, onWarning })
  return { region, snapshot, controlPlane: askControlPlane, copy, withTags }
}
