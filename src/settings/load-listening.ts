import { givenValues } from './given-value.ts'
import type { SettingSources } from './load-settings.ts'
import { parseValues } from './parse-values.ts'
import type { Settings } from './settings.ts'
import { SettingsError } from './settings-error.ts'
import { readSettingsFile } from './settings-file.ts'

/** Where a proxy with these settings listens. */
export type Listening = Pick<Settings, 'host' | 'port' | 'socket'>

/**
 * Where the proxy listens that was started with these settings. What else is wrong with them is not looked at: it runs by
 * those that were right when it started.
 * @throws SettingsError where host, port or socket are wrong
 */
export async function loadListening({
  flags,
  env,
  cwd,
  homeDir,
}: Omit<SettingSources, 'isTerminal'>): Promise<Listening> {
  const file = await readSettingsFile({ configFlag: flags.config, env, cwd, homeDir })
  const given = await givenValues({ flags, env, cwd, file }, ['host', 'port', 'socket'])
  const { values, problems } = parseValues(given)
  if (problems.length > 0 || values.host === undefined || values.port === undefined) throw new SettingsError(problems)
  return { host: values.host, port: values.port, ...(values.socket !== undefined && { socket: values.socket }) }
}
