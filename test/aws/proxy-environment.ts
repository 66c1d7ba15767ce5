import { vi } from 'vitest'

const NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY']

/** Gives a test these proxy variables and none of the machine's own. */
export function proxyEnvironment(variables: Readonly<Record<string, string>> = {}): void {
  for (const name of NAMES) {
    vi.stubEnv(name.toLowerCase(), undefined)
    vi.stubEnv(name, undefined)
  }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
}
