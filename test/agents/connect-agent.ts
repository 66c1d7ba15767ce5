import { type CommandOptions, runCommand } from './run-command.ts'

/** What an agent is to be told. */
export type ConnectOptions = {
  readonly url: string
  readonly region: string
  readonly model: string
  readonly smallModel: string
}

type AgentReport = {
  readonly env: Record<string, string> | null
  readonly file: { readonly env: Record<string, string> | null } | null
}

/**
 * Points an agent at the proxy as its user would: `connect AGENT --write` where it has a settings file, and the variables
 * that connect prints. Resolves to those variables; rejects with connect's words where it fails.
 */
export async function connectAgent(
  name: string,
  { url, region, model, smallModel }: ConnectOptions,
  run: Pick<CommandOptions, 'cwd' | 'env'> & { readonly binary: string },
): Promise<Record<string, string>> {
  const flags = ['--url', url, '--region', region, '--model', model, '--small-model', smallModel, '--discovery', 'off']
  const connect = async (mode: string) => {
    const { exitCode, stdout, stderr } = await runCommand(
      [process.execPath, run.binary, 'connect', name, mode, ...flags],
      { ...run, timeoutMs: 60_000 },
    )
    if (exitCode !== 0) throw new Error(`connect ${name} ${mode}: ${stderr.trim()}`)
    return stdout
  }
  const { env, file }: AgentReport = JSON.parse(await connect('--json'))
  if (!file) return env ?? {}
  await connect('--write')
  return file.env ?? {}
}
