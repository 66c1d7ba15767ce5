import { isAbsolute, join } from 'node:path'
import type { CliContext } from './cli-context.ts'

/** Where what is kept between runs lies (XDG Base Directory Specification, which ignores a relative path). */
export function stateFolder({ env, homeDir }: Pick<CliContext, 'env' | 'homeDir'>): string {
  const { XDG_STATE_HOME } = env
  const base = XDG_STATE_HOME && isAbsolute(XDG_STATE_HOME) ? XDG_STATE_HOME : join(homeDir, '.local', 'state')
  return join(base, 'bedrock-profile-proxy')
}
