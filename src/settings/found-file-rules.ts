import { isLoopbackHost } from '../http/loopback-host.ts'
import { entriesIn } from './mapping-schema.ts'
import type { FoundFileRule } from './setting-row.ts'

/** What a found file can only leave alone, or set to one harmless text. */
export function nothingBut(...harmless: readonly string[]): FoundFileRule {
  return { allows: (value) => harmless.includes(String(value)), mayNot: 'be set by' }
}

/** A host of this machine. */
export const LOOPBACK_HOST: FoundFileRule = {
  allows: (value) => isLoopbackHost(String(value)),
  mayNot: 'be set by',
}

/** An origin on this machine. */
export const LOOPBACK_ORIGIN: FoundFileRule = {
  allows: (value) => URL.canParse(String(value)) && isLoopbackHost(new URL(String(value)).hostname),
  mayNot: 'be set by',
}

/** An ARN may belong to another account, and who owns a model may read what it is sent. */
export const NO_ARNS: FoundFileRule = {
  allows: (value) => !(entriesIn(value) ?? []).some(([, target]) => String(target).startsWith('arn:')),
  mayNot: 'name an ARN in',
}
