import { ProxyError } from '../bedrock/errors.ts'
import type { AssumeRole } from './assume-role.ts'
import type { Clock } from './clock.ts'
import { createCredentialSource } from './credential-source.ts'
import type { ClientRole, CredentialEvents, CredentialSource } from './credentials.ts'
import { explainSessionFailure } from './sign-in/explain-session-failure.ts'
import { type Signer, signWith } from './signer.ts'

/** Sessions of roles, one for each client that has asked for anything. */
export type ClientSessions = {
  /**
   * What the requests of a client are signed with: its own session, and never anything else.
   * @throws ProxyError `client-session-refused` for whoever has no role
   */
  signerOf(client: string | undefined): Signer
}

/** What sessions are opened with. */
export type SessionOptions = {
  /** By the name of the client; there are never more sessions than these. */
  readonly roles: ReadonlyMap<string, ClientRole>
  readonly assumeRole: AssumeRole
  /** The proxy's own credentials, with which roles are assumed. */
  readonly own: Pick<CredentialSource, 'get' | 'invalidate'>
  readonly clock: Clock
  /** Told of each client by its name. */
  readonly eventsOf?: (client: string) => CredentialEvents
}

/** Opens nothing yet: a session is opened with the first request of its client, kept in memory, and renewed before it ends. */
export function createClientSessions(options: SessionOptions): ClientSessions {
  const signers = new Map<string, Signer>()
  return {
    signerOf(client) {
      const role = client === undefined ? undefined : options.roles.get(client)
      if (client === undefined || !role) throw withoutRole()
      const signer = signers.get(client) ?? signWith(sessionsOf(client, role, options), options.clock, 'client')
      signers.set(client, signer)
      return signer
    },
  }
}

/** The start-up refuses such settings; here it is a promise that does not depend on them. */
function withoutRole(): ProxyError {
  return new ProxyError(
    'client-session-refused',
    'This client has no role that its requests could be signed with. Give it one under --client-role.',
  )
}

function sessionsOf(client: string, role: ClientRole, options: SessionOptions): CredentialSource {
  const { assumeRole, own, clock, eventsOf } = options
  const load = async () => {
    try {
      return await assumeRole(client, role, await own.get())
    } catch (error) {
      if (!isExpired(error)) throw error
      own.invalidate()
      return assumeRole(client, role, await own.get())
    }
  }
  const events = eventsOf?.(client)
  return createCredentialSource({
    load,
    explain: (error) => explainSessionFailure(error, client, role),
    retriesByItself: false,
    now: () => clock.now().getTime(),
    ...(events && { events }),
  })
}

/** STS says of the proxy's own credentials that they have ended. */
function isExpired(error: unknown): boolean {
  return error instanceof Error && /^(?:ExpiredToken|RequestExpired)/.test(error.name)
}
