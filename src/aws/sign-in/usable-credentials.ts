import type { Credentials } from '../credentials.ts'

/** A value has a character in it that no signature can carry. The message is the name of the value, never the value. */
export class UnusableValue extends Error {
  override readonly name = 'UnusableValue'
}

/** The keys have ended by this machine's clock before they were used. */
export class ExpiredKeys extends Error {
  override readonly name = 'ExpiredKeys'
}

const KEYS = ['accessKeyId', 'secretAccessKey', 'sessionToken'] as const

/**
 * The credentials without the line breaks and spaces that files and secret stores leave around a value.
 * @throws UnusableValue, ExpiredKeys
 */
export function usable(found: Credentials, now = Date.now): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = found
  const trimmed = {
    accessKeyId: accessKeyId.trim(),
    secretAccessKey: secretAccessKey.trim(),
    ...(sessionToken !== undefined && { sessionToken: sessionToken.trim() }),
    ...(expiration && !Number.isNaN(expiration.getTime()) && { expiration }),
  }
  const broken = KEYS.find((name) => trimmed[name] !== undefined && !isUsable(trimmed[name]))
  if (broken) throw new UnusableValue(broken)
  if (expiration && expiration.getTime() <= now()) throw new ExpiredKeys('The keys have expired.')
  return trimmed
}

/** True for text that can stand in a header: visible ASCII, and nothing that only a shell would take away. */
export function isUsable(value: string): boolean {
  return /^[\x21\x23-\x26\x28-\x7e]+$/.test(value)
}
