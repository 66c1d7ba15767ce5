import type { Environment } from './agent-row.ts'

/** Variables as a POSIX shell sets them, one a line. */
export function shellLines(env: Environment): string[] {
  return Object.entries(env).map(([name, value]) => `export ${name}=${word(value)}`)
}

/** Quoted only where the shell would otherwise read something else. */
function word(value: string): string {
  return /^[\w@%+=:,./-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`
}
