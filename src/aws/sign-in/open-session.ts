import { fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import type { ClientRole, Credentials } from '../credentials.ts'
import { SILENT } from './sdk-options.ts'

/** Whose session is opened, with whose credentials, where. */
export type SessionRequest = {
  readonly client: string
  readonly role: ClientRole
  readonly own: Credentials
  /** What AWS's client for STS takes: Region, endpoint and what carries its requests. */
  readonly clientConfig: { readonly region: string; readonly endpoint: string; readonly requestHandler: object }
}

/** As long as any role allows, and as long as a chain of roles may last. */
const DURATION_S = 3_600

/**
 * Opens a session by AWS's own provider of temporary credentials. It has the client's name, and its tag `client` too.
 * Rejects with what STS or the network said.
 */
export function openSession({ client, role, own, clientConfig }: SessionRequest): Promise<Credentials> {
  const { roleArn, externalId, tags } = role
  const provide = fromTemporaryCredentials({
    masterCredentials: own,
    params: {
      RoleArn: roleArn,
      RoleSessionName: client,
      DurationSeconds: DURATION_S,
      Tags: [['client', client] as const, ...tags].map(([Key, Value]) => ({ Key, Value })),
      ...(externalId !== undefined && { ExternalId: externalId }),
    },
    clientConfig,
    logger: SILENT,
  })
  return provide()
}
