import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Agent } from 'node:http'
import type { Dispatcher } from 'undici'
import type { ControlPlane } from './control-plane.ts'
import type { LoadCredentials } from './credentials.ts'
import { createIdentity, type Identity } from './identity.ts'
import { createUpstreamAgent, createUpstreamPool } from './upstream-connection.ts'
import { createUpstreamSessions, type UpstreamSessions } from './upstream-sessions.ts'

/** Where AWS is, and as whom and over what it is called. */
export type AwsOptions = {
  readonly region: string
  readonly profile: string | undefined
  readonly runtime: URL
  readonly controlPlane: URL
  /** An Amazon Bedrock API key; used in place of a signature. */
  readonly bearerToken: string | undefined
  readonly loadCredentials: LoadCredentials
  /** The PEM file of further certificate authorities that AWS_CA_BUNDLE names. */
  readonly caBundle: string | undefined
  /** The PEM file that NODE_EXTRA_CA_CERTS names; Node forgets it where authorities of our own are added. */
  readonly nodeExtraCaCerts?: string | undefined
}

/** Everything that talks to AWS. */
export type Aws = {
  readonly identity: Identity
  readonly runtime: URL
  /** Connections to the runtime endpoint. */
  readonly pool: Dispatcher
  /** The same over HTTP/2, for the stream that runs both ways. */
  readonly sessions: UpstreamSessions
  /** The same for the relay lane; one agent, however often it is asked for. */
  createAgent(): Promise<Agent>
  /** The control plane; its packages are loaded when it is first asked for. */
  controlPlane(): Promise<ControlPlane>
  close(): Promise<void>
}

/** A listing takes a second or two; where it takes longer, the snapshot serves. */
const CONTROL_PLANE_TIMEOUT_MS = 10_000

/** Stands for SSO, STS and their like where NO_PROXY is asked about them: which of them credentials need is known too late. */
const SIGN_IN = new URL('https://sts.amazonaws.com')

/**
 * Connects nothing yet: connections are made with the first request to each endpoint.
 * @throws Error where the CA bundle cannot be read, or where the environment names an outbound proxy that is none
 */
export function connectAws({ runtime, controlPlane, caBundle, nodeExtraCaCerts, ...who }: AwsOptions): Aws {
  const extraCertificates = caBundle && extraAuthorities(caBundle, nodeExtraCaCerts)
  const pool = createUpstreamPool(runtime, extraCertificates)
  const sessions = createUpstreamSessions(runtime, extraCertificates)
  const controlPool = createUpstreamPool(controlPlane, extraCertificates)
  const createSignInAgent = () => createUpstreamAgent(SIGN_IN, extraCertificates)
  const identity = createIdentity({ ...who, loadCredentials: () => who.loadCredentials(createSignInAgent) })
  let agent: Promise<Agent> | undefined
  return {
    identity,
    runtime,
    pool,
    sessions,
    createAgent() {
      agent ??= createUpstreamAgent(runtime, extraCertificates)
      return agent
    },
    async controlPlane() {
      const { createControlPlane } = await import('./control-plane.ts')
      const { authenticate } = identity
      return createControlPlane({
        endpoint: controlPlane,
        pool: controlPool,
        authenticate,
        timeoutMs: CONTROL_PLANE_TIMEOUT_MS,
      })
    },
    async close() {
      sessions.destroy()
      await Promise.all([pool.destroy(), controlPool.destroy(), agent?.then((one) => one.destroy())])
    },
  }
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
