import type { Agent } from 'node:http'
import type { Dispatcher } from 'undici'
import { assumeRoleAt, type StsPlace } from './assume-role.ts'
import { type ClientSessions, createClientSessions } from './client-sessions.ts'
import { targetOf } from './connect-socket.ts'
import type { ControlPlane } from './control-plane.ts'
import type { ClientRole, CredentialEvents, CredentialLookup, LoadCredentials } from './credentials.ts'
import { createIdentity, type Identity } from './identity.ts'
import { proxyFor } from './outbound-proxy.ts'
import type { Signer } from './signer.ts'
import { createUpstreamAgent, createUpstreamPool } from './upstream-connection.ts'
import { createUpstreamSessions, type UpstreamSessions } from './upstream-sessions.ts'
import { createWayOut, type WayOut } from './way-out.ts'

/** As whom and over what AWS is called. */
export type AwsOptions = {
  /** An Amazon Bedrock API key; used in place of a signature. */
  readonly bearerToken: string | undefined
  readonly loadCredentials: LoadCredentials
  /** Tells what a failure of `loadCredentials` means. */
  readonly explainFailure?: CredentialLookup['explain'] | undefined
  readonly credentialEvents?: CredentialEvents | undefined
  /** Roles in whose sessions the requests of clients are signed; without it all are signed with the proxy's own credentials. */
  readonly clientRoles?: ClientRoles | undefined
  /** How connections leave this machine; straight, and trusting whom Node trusts, unless told. */
  readonly wayOut?: WayOut
}

/** The role of each client, and where its session is opened. */
export type ClientRoles = {
  readonly roles: ReadonlyMap<string, ClientRole>
  readonly sts: Omit<StsPlace, 'createAgent'>
  readonly eventsOf?: (client: string) => CredentialEvents
}

/** A Region and its endpoints; without the mantle where it is not served. */
export type AwsPlace = {
  readonly region: string
  readonly runtime: URL
  readonly controlPlane: URL
  readonly mantle?: URL | undefined
}

/** Another endpoint of a Region, with connections to it. */
export type ServiceEndpoint = { readonly url: URL; readonly pool: Dispatcher }

/** Everything that talks to AWS: one identity, whatever the Region. */
export type Aws = {
  readonly identity: Identity
  /** Whom the requests of a client are signed as; throws ProxyError `client-session-refused` for who has no role where others have one. */
  signerOf(client: string | undefined): Signer
  /** Connects to a Region; to be asked once for each. */
  inRegion(place: AwsPlace): RegionalAws
  close(): Promise<void>
}

/** What talks to one Region. */
export type RegionalAws = Omit<AwsPlace, 'mantle'> & {
  /** Connections to the runtime endpoint. */
  readonly pool: Dispatcher
  readonly controlPool: Dispatcher
  /** Connections to the runtime endpoint over HTTP/2, for the stream that runs both ways. */
  readonly sessions: UpstreamSessions
  readonly mantle: ServiceEndpoint | undefined
  /** Connections to the runtime endpoint, for the relay lane; one agent, which is made when it is first asked for. */
  relayAgent(): Agent
  /** The control plane; its packages are loaded when it is first asked for. */
  loadControlPlane(): Promise<ControlPlane>
}

/** A listing takes a second or two; where it takes longer, the snapshot serves, or the catalog answers a client that asked for it. */
export const CONTROL_PLANE_TIMEOUT_MS = 10_000

/**
 * Connects nothing yet: connections are made with the first request to each endpoint.
 * `inRegion` throws where the environment names an outbound proxy that is none.
 */
export function connectAws({ wayOut = createWayOut(), clientRoles, ...who }: AwsOptions): Aws {
  const createSignInAgent = () => createUpstreamAgent({ protocol: 'https:' }, wayOut)
  const identity = createIdentity({ ...who, loadCredentials: () => who.loadCredentials(createSignInAgent) })
  const closings: (() => Promise<unknown>)[] = []
  const sessions = clientRoles && openSessions(clientRoles, identity, wayOut)
  return {
    identity,
    signerOf: sessions?.signerOf ?? (() => identity),
    inRegion(place) {
      const { regional, close } = connectRegion(place, identity, wayOut)
      closings.push(close)
      return regional
    },
    async close() {
      identity.stop()
      await Promise.all(closings.map((close) => close()))
    },
  }
}

/** @throws Error for an API key: it opens no sessions, and would be sent in their place */
function openSessions({ roles, sts, eventsOf }: ClientRoles, { own }: Identity, wayOut: WayOut): ClientSessions {
  if (!own) throw new Error('A role for clients needs AWS credentials; an Amazon Bedrock API key can assume none.')
  const createAgent = () => createUpstreamAgent(sts.endpoint, wayOut)
  return createClientSessions({
    roles,
    assumeRole: assumeRoleAt({ ...sts, createAgent }),
    own: own.credentials,
    clock: own.clock,
    ...(eventsOf && { eventsOf }),
  })
}

function connectRegion(place: AwsPlace, identity: Identity, wayOut: WayOut) {
  const { region, runtime, controlPlane, mantle: mantleUrl } = place
  for (const url of [runtime, controlPlane, mantleUrl]) checkProxy(url, wayOut)
  const authenticate = identity.inRegion(region)
  const pool = createUpstreamPool(runtime, wayOut)
  const controlPool = createUpstreamPool(controlPlane, wayOut)
  const sessions = createUpstreamSessions(runtime, wayOut)
  const mantle = mantleUrl && { url: mantleUrl, pool: createUpstreamPool(mantleUrl, wayOut) }
  let agent: Agent | undefined
  const regional: RegionalAws = {
    ...place,
    pool,
    controlPool,
    sessions,
    mantle,
    relayAgent() {
      agent ??= createUpstreamAgent(runtime, wayOut)
      return agent
    },
    async loadControlPlane() {
      const { createControlPlane } = await import('./control-plane.ts')
      const timeoutMs = CONTROL_PLANE_TIMEOUT_MS
      return createControlPlane({ endpoint: controlPlane, pool: controlPool, authenticate, timeoutMs })
    },
  }
  const pools = [pool, controlPool, ...(mantle ? [mantle.pool] : [])]
  const close = () => {
    sessions.destroy()
    agent?.destroy()
    return Promise.all(pools.map((one) => one.destroy()))
  }
  return { regional, close }
}

/** What is wrong with HTTPS_PROXY is told at the start, not by the first request. */
function checkProxy(endpoint: URL | undefined, { environment }: WayOut): void {
  if (!endpoint) return
  const { host, port, isSecure } = targetOf(endpoint, 'http/1.1')
  if (isSecure) proxyFor(host, port, environment)
}
