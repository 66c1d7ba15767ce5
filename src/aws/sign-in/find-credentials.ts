import { fromEnv, fromHttp, fromIni, fromInstanceMetadata, fromTokenFile } from '@aws-sdk/credential-providers'
import type { Credentials } from '../credentials.ts'
import type { EndpointVariant } from '../endpoints.ts'
import { boundCredentialProcesses } from './credential-process.ts'
import { CredentialsNotFound, type Miss, type Place } from './lookup-failures.ts'
import { SILENT } from './sdk-options.ts'
import { readSharedConfig, type SharedConfig } from './shared-config.ts'
import { namesSource, traceProfile } from './trace-profile.ts'
import { usable } from './usable-credentials.ts'

/** Whose credentials are looked for. */
export type Search = {
  /** Undefined where nobody has chosen one: then the environment comes first, and then the profile `default`. */
  readonly profile: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where STS is asked for a role, unless the profile says another Region. */
  readonly region: string
  /** What carries calls to STS, SSO and sign-in: options or an instance, as the clients of the AWS SDK take it. */
  readonly requestHandler?: object
  /** Which hosts of STS and SSO. */
  readonly variant?: Partial<EndpointVariant>
}

/**
 * Looks for credentials where the AWS SDKs do, in their order, with AWS's own providers. It differs from their chain in
 * two things: a credential process runs once, and a profile that names a place for its credentials ends the search: no
 * other identity stands in for it (docs/decisions/0030).
 * @throws CredentialsNotFound
 */
export async function findCredentials(search: Search): Promise<Credentials> {
  return (await locateCredentials(search)).credentials
}

/** Credentials, and where they were found; the account where its provider told it. */
export type LocatedCredentials = {
  readonly credentials: Credentials
  readonly place: Place
  readonly accountId: string | undefined
}

/**
 * The same, with the place.
 * @throws CredentialsNotFound
 */
export async function locateCredentials(search: Search): Promise<LocatedCredentials> {
  boundCredentialProcesses()
  const config = await readSharedConfig(search.env)
  const misses: Miss[] = []
  for (const { place, isTried, provide } of PLACES) {
    if (!isTried(search)) continue
    try {
      const found = await provide(search)()
      return { credentials: usable(found), place, accountId: found.accountId }
    } catch (error) {
      misses.push({ place, error })
      const isDecided = !isPassedOn(error) || (place === 'profile' && isProfileMeant(search, config))
      if (isDecided) throw new CredentialsNotFound(misses, true)
    }
  }
  throw new CredentialsNotFound(misses, false)
}

function isProfileMeant(search: Search, config: SharedConfig): boolean {
  const steps = traceProfile(config.profiles, search.profile)
  const isMissing = steps.at(-1)?.source === 'missing'
  return isMissing ? search.profile !== undefined || steps.length > 1 : steps.some(namesSource)
}

/** AWS's providers mark so what the next one may know better. */
function isPassedOn(error: unknown): boolean {
  return error instanceof Error && 'tryNextLink' in error && error.tryNextLink === true
}

type Provider = () => Promise<Credentials & { readonly accountId?: string }>
type Row = { place: Place; isTried: (search: Search) => boolean; provide: (search: Search) => Provider }

const PLACES: readonly Row[] = [
  { place: 'environment', isTried: ({ profile }) => profile === undefined, provide: () => fromEnv({ logger: SILENT }) },
  {
    place: 'profile',
    isTried: () => true,
    provide: ({ profile, ...search }) =>
      fromIni({ ...clientsOver(search), ignoreCache: true, ...(profile !== undefined && { profile }) }),
  },
  {
    place: 'web-identity',
    isTried: ({ env }) => Boolean(env.AWS_WEB_IDENTITY_TOKEN_FILE && env.AWS_ROLE_ARN),
    provide: (search) => fromTokenFile(clientsOver(search)),
  },
  {
    place: 'container',
    isTried: hasContainer,
    provide: () => fromHttp({ logger: SILENT, timeout: 1000, maxRetries: 1 }),
  },
  {
    place: 'metadata',
    isTried: (search) => !hasContainer(search) && !isSwitchedOff(search.env.AWS_EC2_METADATA_DISABLED),
    provide: ({ profile }) => fromInstanceMetadata({ logger: SILENT, ...(profile !== undefined && { profile }) }),
  },
]

function hasContainer({ env }: Search): boolean {
  return Boolean(env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI)
}

function isSwitchedOff(value: string | undefined): boolean {
  return Boolean(value) && value !== 'false'
}

/** On their own the clients know neither HTTPS_PROXY nor AWS_CA_BUNDLE. A profile with a token file looks at the parent's. */
function clientsOver({ requestHandler, region, variant: { useFips, useDualstack } = {} }: Clients) {
  const clientConfig = {
    ...(useFips && { useFipsEndpoint: true }),
    ...(useDualstack && { useDualstackEndpoint: true }),
    ...(requestHandler && { requestHandler }),
  }
  return { logger: SILENT, clientConfig, parentClientConfig: { ...clientConfig, region } }
}

type Clients = Pick<Search, 'requestHandler' | 'region' | 'variant'>
