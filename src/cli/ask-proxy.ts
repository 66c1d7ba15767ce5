import { type AskAt, getPage } from './get-page.ts'

/** What answers where a proxy of ours might listen: it, nothing at all, or something else. */
export type ProxyAnswer =
  | {
      readonly kind: 'proxy'
      readonly version: string
      readonly region: string
      readonly tokenRequired: boolean
      /** By name of the check; empty where it is ready. */
      readonly problems: Readonly<Record<string, string>>
    }
  | { readonly kind: 'silent' }
  | { readonly kind: 'stranger' }

/** Asks for `/readyz`, which wants no token. Never rejects; goes through no other proxy, and takes a second at most. */
export async function askProxy(at: AskAt, timeoutMs = TIMEOUT_MS): Promise<ProxyAnswer> {
  const page = await getPage(at, '/readyz', timeoutMs)
  if (page.kind === 'silent') return { kind: 'silent' }
  return page.kind === 'answered' ? parseAnswer(page.text) : { kind: 'stranger' }
}

const TIMEOUT_MS = 1_000

function parseAnswer(text: string): ProxyAnswer {
  const answer = parseObject(text)
  const { version, region, tokenRequired, problems = {} } = answer
  const isOurs = typeof version === 'string' && typeof region === 'string' && typeof tokenRequired === 'boolean'
  if (!isOurs) return { kind: 'stranger' }
  return { kind: 'proxy', version, region, tokenRequired, problems: problems as Readonly<Record<string, string>> }
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    return {}
  }
}
