import type { Finding } from './check-row.ts'

/** Nothing to do. */
export function ok(finding: string): Finding {
  return { status: 'ok', finding }
}

/** Nothing that could be looked at. */
export function skipped(finding: string): Finding {
  return { status: 'skipped', finding }
}

/** The proxy serves all the same, but perhaps not as somebody wants. */
export function warn(finding: string, remedy: string): Finding {
  return { status: 'warn', finding, remedy }
}

/** The proxy cannot serve like this. */
export function failed(finding: string, remedy: string): Finding {
  return { status: 'failed', finding, remedy }
}

/** An error of ours, whose message is a sentence on what happened and one on what to do. */
export function inTwo(error: unknown, status: 'warn' | 'failed' = 'failed'): Finding {
  const message = error instanceof Error ? error.message : String(error)
  const [, finding = message, remedy] = /^(.+?[.!?]) (.+)$/s.exec(message) ?? []
  return { status, finding, ...(remedy !== undefined && { remedy }) }
}
