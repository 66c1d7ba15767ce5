import { basename } from 'node:path'

/** How a shell sets a variable, and how it takes one away. */
type Shell = {
  readonly set: (name: string, value: string) => string
  readonly unset: (name: string) => string
}

/** The shells whose lines are known, by the name that `--shell` takes. */
export const SHELLS = {
  sh: {
    set: (name, value) => `export ${name}=${posixWord(value)}`,
    unset: (name) => `unset ${name}`,
  },
  fish: {
    set: (name, value) => `set -gx ${name} ${fishWord(value)}`,
    unset: (name) => `set -e ${name}`,
  },
  powershell: {
    set: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
    unset: (name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
  },
} as const satisfies Readonly<Record<string, Shell>>

/** A shell whose lines are known, as `--shell` takes it. */
export type ShellName = keyof typeof SHELLS

/** True for a shell whose lines are known. */
export function isShellName(name: string): name is ShellName {
  return Object.hasOwn(SHELLS, name)
}

/** The shell of the person who types, as far as the environment tells; a POSIX shell where it does not. */
export function shellOf({ SHELL, PSModulePath }: Readonly<Record<string, string | undefined>>): ShellName {
  const [, known] = BY_PROGRAM.find(([program]) => program === basename(SHELL ?? '').replace(/\.exe$/i, '')) ?? []
  return known ?? (SHELL === undefined && PSModulePath !== undefined ? 'powershell' : 'sh')
}

const BY_PROGRAM: readonly [program: string, shell: ShellName][] = [
  ['fish', 'fish'],
  ['pwsh', 'powershell'],
  ['powershell', 'powershell'],
]

const PLAIN = /^[\w@%+=:,./-]*$/

/** A word of a POSIX shell's, quoted only where it would otherwise read something else. */
export function posixWord(value: string): string {
  return PLAIN.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`
}

/** In fish, single quotes know two escapes. An empty word has to be quoted, or the variable is an empty list. */
function fishWord(value: string): string {
  return value !== '' && PLAIN.test(value) ? value : `'${value.replace(/['\\]/g, '\\$&')}'`
}
