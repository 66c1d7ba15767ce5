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
  /** What must not be set beside `env`, for it would win. */
  readonly unset: readonly string[]
  readonly file: FileReport | null
  readonly code: readonly { readonly language: string; readonly text: string }[]
  readonly steps: readonly string[]
  readonly notes: readonly string[]
}

/** A settings file as it is where there was none; `env` is what must be in the environment as well, `unset` what must not. */
export type FileReport = {
  readonly path: string
  readonly format: string
  readonly text: string
  readonly env: Environment | null
  readonly unset: readonly string[]
}

/**
 * Fills an agent's row in; `path` is where its file is, if it has one.
 * @throws Error where the proxy listens on a unix socket and the agent cannot reach one
 */
export function reportAgent(row: AgentRow, connection: Connection, path: string | undefined): AgentReport {
  const { name, title, door, http, evidence, version, notes } = row
  const { url, region, large, small } = connection
  return {
    name,
    title,
    api: connection.socket === undefined ? DOORS[door] : DOORS.messages,
    http,
    evidence,
    version,
    url,
    region,
    model: large.modelId,
    smallModel: small.modelId,
    proxyEnv: connection.isTokenNew ? { BEDROCK_PROXY_CLIENT_TOKEN: connection.token } : null,
    ...(connection.socket === undefined ? waysOf(row, connection, path) : socketWay(row, connection)),
    notes,
  }
}

type Ways = Pick<AgentReport, 'env' | 'unset' | 'file' | 'code' | 'steps'>

function waysOf(
  { env, unset, file, code = [], steps }: AgentRow,
  connection: Connection,
  path: string | undefined,
): Ways {
  return {
    env: environmentOf(env, connection),
    unset: unset?.(connection) ?? [],
    file: file && path !== undefined ? reportFile(file, connection, path) : null,
    code: code.map(({ language, text }) => ({ language, text: text(connection) })),
    steps: steps?.(connection) ?? [],
  }
}

function socketWay({ title, socketEnv }: AgentRow, connection: Connection): Ways {
  if (!socketEnv) {
    throw new Error(
      `${title} cannot reach a unix socket. Let the proxy listen on an address, without --socket, or name one with --url.`,
    )
  }
  return { env: socketEnv(connection), unset: [], file: null, code: [], steps: [] }
}

function environmentOf(env: AgentRow['env'], connection: Connection): Environment | null {
  return env ? withNoProxy(env(connection), connection.url) : null
}

function reportFile(file: AgentFile, connection: Connection, path: string): FileReport {
  const { format, settings, ifAbsent, env, unset } = file
  const wanted = { settings: settings(connection), ifAbsent: ifAbsent?.(connection) ?? {} }
  const text = mergeText('', format, wanted).trimEnd()
  return { path, format, text, env: environmentOf(env, connection), unset: unset?.(connection) ?? [] }
}
