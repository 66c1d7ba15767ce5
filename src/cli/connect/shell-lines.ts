import type { Environment } from './agent-row.ts'
import { SHELLS, type ShellName } from './shells.ts'

/** Which shell the lines are for, and which variables it has to forget first. */
export type ShellOptions = { readonly shell?: ShellName; readonly unset?: readonly string[] }

/** Variables as a shell sets them, one a line, after those that it has to forget. */
export function shellLines(env: Environment, { shell = 'sh', unset = [] }: ShellOptions = {}): string[] {
  const lines = SHELLS[shell]
  return [...unset.map(lines.unset), ...Object.entries(env).map(([name, value]) => lines.set(name, value))]
}
