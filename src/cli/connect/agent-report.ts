import { type AgentFile, type AgentRow, type Connection, DOORS, type Environment } from './agent-row.ts'
import { mergeText } from './files/merge-text.ts'
import { withNoProxy } from './no-proxy.ts'

/** The lines for an agent, with every value in its place. `connect AGENT --json` prints it. */
export type AgentReport = {
  readonly name: string
  readonly title: string
  /** The API that the agent speaks to the proxy. */
  readonly api: string
  readonly http: string
  readonly evidence: AgentRow['evidence']
  readonly version: string
  readonly url: string
  readonly region: string
  readonly model: string
  readonly smallModel: string
  /** For the proxy itself, where the token is new; null where it knows the token, or asks for none. */
  readonly proxyEnv: Environment | null
  readonly env: Environment | null
  /** For a client that signs; null where the proxy asks for no token, or the agent has no such way. */
  readonly signingEnv: Environment | null
  readonly file: FileReport | null
  readonly code: readonly { readonly language: string; readonly text: string }[]
  readonly steps: readonly string[]
  readonly notes: readonly string[]
}

/** A settings file as it is where there was none; `env` is what must be in the environment as well. */
export type FileReport = {
  readonly path: string
  readonly format: string
  readonly text: string
  readonly env: Environment | null
}

/** Fills an agent's row in; `path` is where its file is, if it has one. */
export function reportAgent(row: AgentRow, connection: Connection, path: string | undefined): AgentReport {
  const { name, title, door, http, evidence, version, env, signingEnv, file, code = [], steps, notes } = row
  const { url, region, large, small } = connection
  return {
    name,
    title,
    api: DOORS[door],
    http,
    evidence,
    version,
    url,
    region,
    model: large.modelId,
    smallModel: small.modelId,
    proxyEnv: connection.isTokenNew ? { BEDROCK_PROXY_CLIENT_TOKEN: connection.token } : null,
    env: environmentOf(env, connection),
    signingEnv: connection.isTokenRequired ? environmentOf(signingEnv, connection) : null,
    file: file && path !== undefined ? reportFile(file, connection, path) : null,
    code: code.map(({ language, text }) => ({ language, text: text(connection) })),
    steps: steps?.(connection) ?? [],
    notes,
  }
}

function environmentOf(env: AgentRow['env'], connection: Connection): Environment | null {
  return env ? withNoProxy(env(connection), connection.url) : null
}

function reportFile(file: AgentFile, connection: Connection, path: string): FileReport {
  const { format, settings, ifAbsent, env } = file
  const wanted = { settings: settings(connection), ifAbsent: ifAbsent?.(connection) ?? {} }
  return { path, format, text: mergeText('', format, wanted).trimEnd(), env: environmentOf(env, connection) }
}
