import type { Environment } from '../connect/agent-row.ts'

/** What a child must not see unless somebody says so: with these it would reach AWS itself. */
export const AWS_CREDENTIALS: readonly string[] = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_BEARER_TOKEN_BEDROCK',
]

/** What the agent is to have in its environment. */
export type Wanted = {
  readonly set: Environment
  readonly unset: readonly string[]
  readonly token: string
  readonly keepsCredentials: boolean
}

/** An environment for a child, and which credentials were taken out of it. */
export type ChildEnvironment = { readonly env: Environment; readonly taken: readonly string[] }

/**
 * The environment of a child: its parent's without the AWS credentials in it, with the agent's own variables. Where the
 * credentials are to stay, no key pair takes their place, but a bearer token, which is for Bedrock alone.
 */
export function childEnvironment(
  parent: Readonly<Record<string, string | undefined>>,
  wanted: Wanted,
): ChildEnvironment {
  const present = AWS_CREDENTIALS.filter((name) => parent[name] !== undefined)
  const kept = wanted.keepsCredentials ? present : []
  const gone = new Set([...AWS_CREDENTIALS, ...wanted.unset].filter((name) => !isKept(name, kept)))
  const inherited = Object.entries(parent).filter(([name, value]) => value !== undefined && !gone.has(name))
  const env = { ...Object.fromEntries(inherited), ...beside(kept, wanted) } as Environment
  return { env: withNoProxyOf(parent, env), taken: present.filter((name) => !kept.includes(name)) }
}

function isKept(name: string, kept: readonly string[]): boolean {
  return kept.includes(name) || (kept.length > 0 && name === 'AWS_PROFILE')
}

function beside(kept: readonly string[], { set, token }: Wanted): Environment {
  const entries = Object.entries(set).filter(([name]) => !kept.includes(name))
  const isPairKept = kept.includes('AWS_ACCESS_KEY_ID') && 'AWS_ACCESS_KEY_ID' in set
  const bearer = isPairKept && !kept.includes('AWS_BEARER_TOKEN_BEDROCK') ? { AWS_BEARER_TOKEN_BEDROCK: token } : {}
  return { ...Object.fromEntries(entries), ...bearer }
}

/** Hosts that are already kept away from other proxies stay so; programs read one spelling or the other. */
function withNoProxyOf(parent: Readonly<Record<string, string | undefined>>, env: Environment): Environment {
  if (env.NO_PROXY === undefined) return env
  const before = [parent.NO_PROXY, parent.no_proxy].filter((list) => list !== undefined && list !== '')
  const list = [...before, env.NO_PROXY].join()
  return { ...env, NO_PROXY: list, no_proxy: list }
}
