import { nearestName } from '../bedrock/nearest-names.ts'
import type { Settings } from './settings.ts'

/** The role that a client's requests are signed with. */
export type ClientRole = {
  readonly roleArn: string
  readonly externalId?: string
  /** Session tags beside `client`. */
  readonly tags: ReadonlyMap<string, string>
}

type ClientNames = Partial<Pick<Settings, 'clientRole' | 'clients' | 'clientToken'>>

/** The role of each client, by its name; undefined where every request is signed with the proxy's own credentials. */
export function clientRoles(settings: ClientNames): ReadonlyMap<string, ClientRole> | undefined {
  const { clientRole, clients, clientToken = [] } = settings
  if (!hasRoles(settings)) return undefined
  const roles = new Map<string, ClientRole>()
  for (const { name } of clientToken) {
    const { role = clientRole, externalId, tags = new Map() } = clients?.get(name) ?? {}
    if (role) roles.set(name, { roleArn: role, tags, ...(externalId !== undefined && { externalId }) })
  }
  return roles
}

function hasRoles({ clientRole, clients }: ClientNames): boolean {
  return clientRole !== undefined || (clients?.size ?? 0) > 0
}

/** As AWS takes the name of a session, which the name of a client becomes: STS API reference, AssumeRole. */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/

/** What is wrong with the roles of clients; every client has one, or none has. */
export function problemWithRoles(settings: ClientNames): string | undefined {
  const { clientToken = [] } = settings
  if (!hasRoles(settings)) return undefined
  const names = clientToken.map(({ name }) => name)
  // A lone token has no name of its own.
  if (names.length === 0 || (names.length === 1 && names[0] === 'default')) {
    return 'a role needs clients that have names: set --client-token to NAME=TOKEN, or to several with commas between them'
  }
  const nameless = names.find((name) => !SESSION_NAME.test(name))
  if (nameless !== undefined) {
    return `AWS takes no session of the name ${nameless}, which a client token has: use 2 to 64 letters, digits and +=,.@-_`
  }
  const roles = clientRoles(settings)
  const roleless = names.find((name) => !roles?.has(name))
  return roleless && `the client ${roleless} has no role. Give it one, or all of them --client-role`
}

/** What is set for a client that nobody can be. */
export function problemWithStrangers({ clients, clientToken }: ClientNames): string | undefined {
  const names = clientToken?.map(({ name }) => name)
  const stranger = names && [...(clients?.keys() ?? [])].find((name) => !names.includes(name))
  return stranger && `${stranger} is no client that has a token${suggestion(stranger, names)}`
}

function suggestion(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names)
  return nearest ? `, did you mean ${nearest}?` : ''
}

/** An API key stands in place of every signature, so that nobody could tell whose call it was. */
export function problemWithApiKey(
  settings: ClientNames,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (!hasRoles(settings) || !env.AWS_BEARER_TOKEN_BEDROCK) return undefined
  return 'a role needs signatures, and AWS_BEARER_TOKEN_BEDROCK is sent in their place. Unset it where the proxy runs'
}
