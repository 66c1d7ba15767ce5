import type { ErrorCode } from '../../src/bedrock/errors.ts'
import { REQUEST_MESSAGES } from './request-messages.ts'
import { WAY_MESSAGES } from './way-messages.ts'

/** A message of the proxy's as people paste it, with `…` for what differs, and what they do about it. */
export type OwnMessage = { readonly says: string; readonly cause: string; readonly remedy: string }

/** Messages by the code that the log has for them. */
export type MessagesByCode = Partial<Readonly<Record<ErrorCode, readonly OwnMessage[]>>>

/** What the answers of the proxy's own say, by their code. A test holds that the source says it in these words. */
export const OWN_MESSAGES: Readonly<Record<ErrorCode, readonly OwnMessage[]>> = { ...REQUEST_MESSAGES, ...WAY_MESSAGES }
