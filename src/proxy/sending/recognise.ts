import { exceptionOf, type UpstreamResponse } from '../exchange.ts'
import type { Remedy, Seen } from './attempt.ts'

/** Recognises answers by the exception in their head. */
export function says(...exceptions: readonly string[]): (seen: Seen<UpstreamResponse>) => boolean {
  return ({ outcome }) => exceptions.includes(exceptionOf(outcome))
}

/** Recognises answers by what their body says. */
export function saysLike(pattern: RegExp): NonNullable<Remedy['words']> {
  return { maxBytes: MAX_MESSAGE_BYTES, match: (text) => pattern.test(text) }
}

/** Far more than Bedrock's longest message. */
export const MAX_MESSAGE_BYTES = 16 * 1024
