import { isLoopbackHost } from '../http/loopback-host.ts'
import type { SettingsFile } from './settings-file.ts'

type Row = { readonly key: string; readonly isAllowed: (text: string) => boolean }

/** What decides where requests and credentials go, and who may reach the proxy. */
const ROWS: readonly Row[] = [
  { key: 'runtime-endpoint', isAllowed: isLoopbackOrigin },
  { key: 'control-plane-endpoint', isAllowed: isLoopbackOrigin },
  { key: 'host', isAllowed: isLoopbackHost },
  { key: 'allow-hosts', isAllowed: (text) => text === '' },
  { key: 'socket', isAllowed: () => false },
  { key: 'insecure-no-client-auth', isAllowed: (text) => text === 'false' },
]

/**
 * What a settings file may not say that merely lay in the working directory: it may have come with a cloned repository,
 * and would send prompts and an API key wherever it liked.
 */
export function checkFoundFile({ name, isOnlyFound, texts }: SettingsFile): string[] {
  if (!isOnlyFound) return []
  return ROWS.filter(({ key, isAllowed }) => texts.has(key) && !isAllowed(texts.get(key) ?? '')).map(
    ({ key }) =>
      `${key} in ${name}: may not be set by a file that was only found there. Start with --config ${name} if you trust it`,
  )
}

function isLoopbackOrigin(text: string): boolean {
  return URL.canParse(text) && isLoopbackHost(new URL(text).hostname)
}
