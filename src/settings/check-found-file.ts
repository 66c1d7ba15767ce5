import { isLoopbackHost } from '../http/loopback-host.ts'
import { entriesIn } from './mapping-schema.ts'
import type { SettingsFile } from './settings-file.ts'

type Row = {
  readonly key: string
  readonly isAllowed: (value: unknown) => boolean
  /** What a found file may not do with the key, in words before "a file". */
  readonly mayNot: string
}

/** What decides where requests and credentials go, and who may reach the proxy. */
const ROWS: readonly Row[] = [
  { key: 'runtime-endpoint', isAllowed: isLoopbackOrigin, mayNot: 'be set by' },
  { key: 'control-plane-endpoint', isAllowed: isLoopbackOrigin, mayNot: 'be set by' },
  { key: 'host', isAllowed: (value) => isLoopbackHost(String(value)), mayNot: 'be set by' },
  { key: 'allow-hosts', isAllowed: (value) => value === '', mayNot: 'be set by' },
  { key: 'allow-regions', isAllowed: (value) => value === '', mayNot: 'be set by' },
  { key: 'models', isAllowed: (value) => !holdsArn(value), mayNot: 'name an ARN in' },
  { key: 'socket', isAllowed: () => false, mayNot: 'be set by' },
  { key: 'insecure-no-client-auth', isAllowed: (value) => value === 'false', mayNot: 'be set by' },
]

/**
 * What a settings file may not say that merely lay in the working directory: it may have come with a cloned repository,
 * and would send prompts and an API key wherever it liked.
 */
export function checkFoundFile({ name, isOnlyFound, texts, mappings }: SettingsFile): string[] {
  if (!isOnlyFound) return []
  const given = new Map<string, unknown>([...texts, ...mappings])
  return ROWS.filter(({ key, isAllowed }) => given.has(key) && !isAllowed(given.get(key))).map(
    ({ key, mayNot }) =>
      `${key} in ${name}: may not ${mayNot} a file that was only found there. Start with --config ${name} if you trust it`,
  )
}

function isLoopbackOrigin(value: unknown): boolean {
  const text = String(value)
  return URL.canParse(text) && isLoopbackHost(new URL(text).hostname)
}

/** An ARN may belong to another account, and who owns a model may read what it is sent. */
function holdsArn(value: unknown): boolean {
  return (entriesIn(value) ?? []).some(([, target]) => String(target).startsWith('arn:'))
}
