import type { Agent } from 'node:http'
import type { ClientRole, Credentials } from './credentials.ts'
import { CLIENT_LIMITS } from './sign-in/sdk-options.ts'

/** Opens a session of a role with somebody's credentials; rejects with what STS or the network said. */
export type AssumeRole = (client: string, role: ClientRole, own: Credentials) => Promise<Credentials>

/** Which STS is asked, and over what. */
export type StsPlace = {
  readonly endpoint: URL
  /** What the signature for it names. */
  readonly region: string
  readonly createAgent: () => Agent
}

/** STS is called over so many connections at a time, however many clients come at once. */
const MAX_CONNECTIONS = 10

/** Opens sessions at an STS. AWS's packages are loaded, and connections made, with the first one. */
export function assumeRoleAt({ endpoint, region, createAgent }: StsPlace): AssumeRole {
  let agent: Agent | undefined
  return async (client, role, own) => {
    const { openSession } = await import('./sign-in/open-session.ts')
    agent ??= Object.assign(createAgent(), { maxSockets: MAX_CONNECTIONS })
    const carrier = endpoint.protocol === 'https:' ? { httpsAgent: agent } : { httpAgent: agent }
    const clientConfig = { region, endpoint: endpoint.href, requestHandler: { ...CLIENT_LIMITS, ...carrier } }
    return openSession({ client, role, own, clientConfig })
  }
}
