import { existsSync } from 'node:fs'
import type { Agent } from 'node:http'
import { readAuthorities } from '../aws/certificate-authorities.ts'
import { type Aws, type AwsPlace, type ClientRoles, connectAws, type RegionalAws } from '../aws/connect-aws.ts'
import type { CredentialEvents } from '../aws/credentials.ts'
import { defaultCredentials } from '../aws/default-credentials.ts'
import { awsEndpoint, type EndpointVariant } from '../aws/endpoints.ts'
import type { CredentialDescription } from '../aws/sign-in/describe-credentials.ts'
import { createUpstreamAgent } from '../aws/upstream-connection.ts'
import { createWayOut } from '../aws/way-out.ts'
import { ProxyError } from '../bedrock/errors.ts'
import { createCatalogCopy } from '../catalog/catalog-copy.ts'
import { loadSnapshot } from '../catalog/load-snapshot.ts'
import type { RegionCatalogParts } from '../catalog/region-catalog.ts'
import { clientRoles } from '../settings/client-roles.ts'
import { type EndpointTemplate, endpointFor } from '../settings/endpoint-template.ts'
import { type SharedAwsSettings, sharedAwsSettings } from '../settings/shared-aws-settings.ts'
import type { AwsContext } from './app-context.ts'

/** AWS as the settings and the environment say, or the simulated one. */
export type ConnectedAws = Aws & {
  /** A Region with the endpoints that are to be called there. */
  placeOf(region: string): AwsPlace
  /** Connections by the same way out as AWS's, to whatever host they are asked for. */
  createAgent(protocol: string): Agent
  /** Makes what the first connection would wait for: where a file names authorities, to learn whom TLS trusts takes tens of milliseconds. */
  readonly warmUp: () => void
  /** Looks credentials up, and tells which they are; rejects with a ProxyError `no-credentials` that says why there are none. */
  describeCredentials(): Promise<CredentialDescription>
}

/** Who is told what becomes of credentials and sessions. */
export type AwsEvents = {
  readonly credentials: CredentialEvents
  /** By the name of the client. */
  readonly sessionOf: (client: string) => CredentialEvents
}

/**
 * Reads what every AWS SDK reads, and connects nothing yet.
 * @throws SettingsError, and Error for a file of certificates that is none
 */
export async function prepareAws(context: AwsContext, events: Partial<AwsEvents> = {}): Promise<ConnectedAws> {
  const { settings, env, home, simulated } = context
  const { profile, region } = settings
  const shared = await sharedAwsSettings({ profile, env, homeDir: home?.homeDir })
  const { load, explain, describe } = defaultCredentials({ profile, env, region, variant: shared })
  const wayOut = createWayOut(env, authoritiesOf(shared, env))
  const aws = connectAws({
    bearerToken: simulated ? undefined : env.AWS_BEARER_TOKEN_BEDROCK,
    loadCredentials: simulated ? async () => simulated.credentials : load,
    explainFailure: explain,
    credentialEvents: events.credentials,
    clientRoles: rolesIn(context, shared, events.sessionOf),
    wayOut,
  })
  return {
    ...aws,
    placeOf: (region) => placeOf(region, context, shared),
    createAgent: (protocol) => createUpstreamAgent({ protocol }, wayOut),
    warmUp: () => void wayOut.trust(),
    describeCredentials: () =>
      describe(() => createUpstreamAgent({ protocol: 'https:' }, wayOut)).catch(async (cause: unknown) => {
        throw new ProxyError('no-credentials', (await explain(cause)).trouble.message, { cause })
      }),
  }
}

/**
 * Node reads NODE_EXTRA_CA_CERTS itself, but drops what follows a broken block, and forgets it all where authorities of
 * our own are added. It has warned of a file that is not there.
 */
function authoritiesOf({ caBundle }: SharedAwsSettings, { NODE_EXTRA_CA_CERTS: file }: AwsContext['env']): string[] {
  const ours = caBundle ? readAuthorities(caBundle) : []
  const extra = file && (caBundle || existsSync(file)) ? readAuthorities({ givenAs: 'NODE_EXTRA_CA_CERTS', file }) : []
  return caBundle ? [...ours, ...extra] : []
}

function placeOf(region: string, { settings, simulated }: AwsContext, variant: EndpointVariant): AwsPlace {
  if (simulated)
    return { region, runtime: simulated.endpoint, controlPlane: simulated.endpoint, mantle: simulated.mantle }
  return {
    region,
    runtime: configured(settings.runtimeEndpoint, region) ?? awsEndpoint('runtime', region, variant),
    controlPlane: configured(settings.controlPlaneEndpoint, region) ?? awsEndpoint('control-plane', region, variant),
    ...(settings.mantle === 'on' && { mantle: awsEndpoint('mantle', region, variant) }),
  }
}

function rolesIn(
  { settings, simulated }: AwsContext,
  variant: EndpointVariant,
  eventsOf?: AwsEvents['sessionOf'],
): ClientRoles | undefined {
  const roles = clientRoles(settings)
  const { region, stsEndpoint } = settings
  const endpoint = () => simulated?.sts ?? configured(stsEndpoint, region) ?? awsEndpoint('sts', region, variant)
  return roles && { roles, sts: { endpoint: endpoint(), region }, ...(eventsOf && { eventsOf }) }
}

function configured(template: EndpointTemplate | undefined, region: string): URL | undefined {
  return template === undefined ? undefined : endpointFor(template, region)
}

/** Where the catalog of a Region comes from; its tags are asked for where the settings in force look at them. */
export function catalogParts(
  { region, controlPlane, loadControlPlane }: RegionalAws,
  { settings: { profile }, env, home }: AwsContext,
  withTags: () => boolean,
  onWarning: (message: string) => void,
): RegionCatalogParts {
  const snapshot = loadSnapshot()
  const owner = { region, profile, env, controlPlane }
  const copy = home && createCatalogCopy({ ...owner, ...home, notBefore: snapshot.asOf, onWarning })
  return { region, snapshot, controlPlane: loadControlPlane, copy, withTags }
}
