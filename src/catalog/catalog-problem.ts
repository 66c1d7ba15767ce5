import { ControlPlaneError } from '../aws/control-plane-error.ts'
import { ProxyError } from '../bedrock/errors.ts'

/**
 * Why AWS did not list, as one word for a label or a page: AWS's exception name, a code of ours such as
 * `no-credentials`, `empty` or `malformed`, or else `timeout`, `unreachable` or `unknown`.
 */
export function problemOf(error: unknown): string {
  if (error instanceof ControlPlaneError || error instanceof ProxyError) return error.code
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error ? String(error.code) : ''
  if (error.name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(code)) return 'timeout'
  return /^[A-Z]/.test(code) ? 'unreachable' : 'unknown'
}

/** No answer may silence us for longer. */
const MAX_RETRY_AFTER_MS = 60 * 60_000

/** Milliseconds for which AWS asked to be left alone, an hour at most; 0 where it did not. */
export function retryAfterMsOf(error: unknown): number {
  const askedForMs = error instanceof ControlPlaneError ? (error.retryAfterMs ?? 0) : 0
  return Math.min(askedForMs, MAX_RETRY_AFTER_MS)
}

/** The same for the log, in more words. None of them are from an answer or a credential provider. */
export function causeOf(error: unknown): string {
  if (error instanceof ProxyError) return error.code
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
