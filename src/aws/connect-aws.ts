import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Agent } from 'node:http'
import type { Dispatcher } from 'undici'
import type { Authenticate } from './authenticate.ts'
import type { AuthenticateStream } from './authenticate-stream.ts'
import type { ControlPlane } from './control-plane.ts'
import type { LoadCredentials } from './credentials.ts'
import { createIdentity, type Identity } from './identity.ts'
import { createUpstreamAgent, createUpstreamPool } from './upstream-connection.ts'
import { createUpstreamSessions, type UpstreamSessions } from './upstream-sessions.ts'

/** As whom and over what AWS is called. */
export type AwsOptions = {
  readonly profile: string | undefined
  /** An Amazon Bedrock API key; used in place of a signature. */
  readonly bearerToken: string | undefined
  readonly loadCredentials: LoadCredentials
  /** The PEM file of further certificate authorities that AWS_CA_BUNDLE names. */
  readonly caBundle: string | undefined
  /** The PEM file that NODE_EXTRA_CA_CERTS names; Node forgets it where authorities of our own are added. */
  readonly nodeExtraCaCerts?: string | undefined
}

/** A Region and its endpoints; without the mantle where it is not served. */
export type AwsPlace = {
  readonly region: string
  readonly runtime: URL
  readonly controlPlane: URL
  readonly mantle?: URL | undefined
}

/** Another endpoint of a Region, with connections to it and signatures for its service. */
export type ServiceEndpoint = { readonly url: URL; readonly authenticate: Authenticate; readonly pool: Dispatcher }

/** Everything that talks to AWS: one identity, whatever the Region. */
export type Aws = {
  readonly identity: Identity
  /** Connects to a Region; to be asked once for each. */
  inRegion(place: AwsPlace): RegionalAws
  close(): Promise<void>
}

/** What talks to one Region. */
export type RegionalAws = Omit<AwsPlace, 'mantle'> & {
  /** Signs for the Region. */
  readonly authenticate: Authenticate
  /** Connections to the runtime endpoint. */
  readonly pool: Dispatcher
  readonly controlPool: Dispatcher
  /** Connections to the runtime endpoint over HTTP/2, for the stream that runs both ways. */
  readonly sessions: UpstreamSessions
  /** Signs such a stream for the Region. */
  readonly authenticateStream: AuthenticateStream
  readonly mantle: ServiceEndpoint | undefined
  /** Connections to the runtime endpoint, for the relay lane; one agent, however often it is asked for. */
  createAgent(): Promise<Agent>
  /** The control plane; its packages are loaded when it is first asked for. */
  askControlPlane(): Promise<ControlPlane>
}

/** A listing takes a second or two; where it takes longer, the snapshot serves. */
const CONTROL_PLANE_TIMEOUT_MS = 10_000

/** Stands for SSO, STS and their like where NO_PROXY is asked about them: which of them credentials need is known too late. */
const SIGN_IN = new URL('https://sts.amazonaws.com')

/**
 * Connects nothing yet: connections are made with the first request to each endpoint.
 * @throws Error where the CA bundle cannot be read; `inRegion` where the environment names an outbound proxy that is none
 */
export function connectAws({ caBundle, nodeExtraCaCerts, ...who }: AwsOptions): Aws {
  const extraCertificates = caBundle ? extraAuthorities(caBundle, nodeExtraCaCerts) : undefined
  const createSignInAgent = () => createUpstreamAgent(SIGN_IN, extraCertificates)
  const identity = createIdentity({ ...who, loadCredentials: () => who.loadCredentials(createSignInAgent) })
  const closings: (() => Promise<unknown>)[] = []
  return {
    identity,
    inRegion(place) {
      const { regional, close } = connectRegion(place, identity, extraCertificates)
      closings.push(close)
      return regional
    },
    async close() {
      await Promise.all(closings.map((close) => close()))
    },
  }
}

function connectRegion(place: AwsPlace, identity: Identity, extraCertificates: string | undefined) {
  const { region, runtime, controlPlane, mantle: mantleUrl } = place
  const authenticate = identity.inRegion(region)
  const pool = createUpstreamPool(runtime, extraCertificates)
  const controlPool = createUpstreamPool(controlPlane, extraCertificates)
  const sessions = createUpstreamSessions(runtime, extraCertificates)
  const mantle = mantleUrl && {
    url: mantleUrl,
    authenticate: identity.inRegion(region, 'bedrock-mantle'),
    pool: createUpstreamPool(mantleUrl, extraCertificates),
  }
  let agent: Promise<Agent> | undefined
  const regional: RegionalAws = {
    ...place,
    authenticate,
    pool,
    controlPool,
    sessions,
    authenticateStream: identity.streamInRegion(region),
    mantle,
    createAgent() {
      agent ??= createUpstreamAgent(runtime, extraCertificates)
      return agent
    },
    async askControlPlane() {
      const { createControlPlane } = await import('./control-plane.ts')
      const timeoutMs = CONTROL_PLANE_TIMEOUT_MS
      return createControlPlane({ endpoint: controlPlane, pool: controlPool, authenticate, timeoutMs })
    },
  }
  const pools = [pool, controlPool, ...(mantle ? [mantle.pool] : [])]
  const close = () => {
    sessions.destroy()
    return Promise.all([...pools.map((one) => one.destroy()), agent?.then((one) => one.destroy())])
  }
  return { regional, close }
}

function extraAuthorities(caBundle: string, nodeExtraCaCerts: string | undefined): string {
  const own = readCertificates('AWS_CA_BUNDLE', caBundle)
  return nodeExtraCaCerts ? `${own}\n${readCertificates('NODE_EXTRA_CA_CERTS', nodeExtraCaCerts)}` : own
}

/** The text of a PEM file. OpenSSL would pass over a file without a certificate in silence, and then trust nobody new. */
function readCertificates(variable: string, file: string): string {
  try {
    const pem = readFileSync(file, 'utf8')
    new X509Certificate(pem)
    return pem
  } catch (cause) {
    throw new Error(`${variable} names ${file}, which cannot be read or holds no PEM certificate.`, { cause })
  }
}
