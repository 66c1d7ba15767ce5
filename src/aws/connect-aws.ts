import { readFileSync } from 'node:fs'
import type { Agent } from 'node:http'
import type { Dispatcher } from 'undici'
import type { ControlPlane } from './control-plane.ts'
import type { LoadCredentials } from './credentials.ts'
import { createIdentity, type Identity } from './identity.ts'
import { createUpstreamAgent, createUpstreamPool } from './upstream-connection.ts'

export type AwsOptions = {
  readonly region: string
  readonly profile: string | undefined
  readonly runtime: URL
  readonly controlPlane: URL
  /** An Amazon Bedrock API key; used in place of a signature. */
  readonly bearerToken: string | undefined
  readonly loadCredentials: LoadCredentials
  /** PEM file of further certificate authorities. */
  readonly caBundle: string | undefined
}

/** Everything that talks to AWS. */
export type Aws = {
  readonly identity: Identity
  readonly runtime: URL
  /** Connections to the runtime endpoint. */
  readonly pool: Dispatcher
  /** The same for the relay lane. */
  createAgent(): Promise<Agent>
  /** The control plane; its packages are loaded when it is first asked for. */
  controlPlane(): Promise<ControlPlane>
  close(): Promise<void>
}

/** A listing takes a second or two; where it takes longer, the snapshot serves. */
const CONTROL_PLANE_TIMEOUT_MS = 10_000

/**
 * Connects nothing yet: connections are made with the first request to each endpoint.
 * @throws Error where the CA bundle cannot be read
 */
export function connectAws({ runtime, controlPlane, caBundle, ...who }: AwsOptions): Aws {
  const extraCertificates = caBundle ? readCertificates(caBundle) : undefined
  const [pool, controlPool] = [runtime, controlPlane].map((url) => createUpstreamPool(url, extraCertificates)) as [
    Dispatcher,
    Dispatcher,
  ]
  const identity = createIdentity(who)
  return {
    identity,
    runtime,
    pool,
    createAgent: () => createUpstreamAgent(runtime, extraCertificates),
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
      await Promise.all([pool.destroy(), controlPool.destroy()])
    },
  }
}

function readCertificates(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(`AWS_CA_BUNDLE names ${file}, which cannot be read.`, { cause })
  }
}
