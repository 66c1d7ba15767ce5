import { type CommandOptions, type Ended, runCommand, succeeded } from './run-command.ts'

/** What an agent is to be told. */
export type ConnectOptions = {
  readonly url: string
  readonly region: string
  readonly model: string
  readonly smallModel: string
}

/** The variables that the agent is to be started with, its settings file being written; or how connect failed. */
export type Connected =
  | { readonly kind: 'connected'; readonly env: Readonly<Record<string, string>> }
  | { readonly kind: 'failed'; readonly ended: Ended }

type AgentReport = {
  readonly env: Record<string, string> | null
  readonly file: { readonly env: Record<string, string> | null } | null
}

/**
 * Points an agent at the proxy as its user would: `connect AGENT --write` where it has a settings file, and the variables
 * that connect prints. `binary` is the built `dist/main.js`.
 */
export async function connectAgent(
  name: string,
  { url, region, model, smallModel }: ConnectOptions,
  { binary, cwd, env }: Pick<CommandOptions, 'cwd' | 'env'> & { readonly binary: string },
): Promise<Connected> {
  const flags = ['--url', url, '--region', region, '--model', model, '--small-model', smallModel, '--discovery', 'off']
  const connect = (mode: string) =>
    runCommand([process.execPath, binary, 'connect', name, mode, ...flags], { cwd, env, timeoutMs: CONNECT_TIMEOUT_MS })

  const printed = await connect('--json')
  if (!succeeded(printed)) return { kind: 'failed', ended: printed }
  const report: AgentReport = JSON.parse(printed.stdout)
  if (!report.file) return { kind: 'connected', env: report.env ?? {} }
  const written = await connect('--write')
  return succeeded(written) ? { kind: 'connected', env: report.file.env ?? {} } : { kind: 'failed', ended: written }
}

const CONNECT_TIMEOUT_MS = 60_000
