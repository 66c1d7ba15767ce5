import { createHmac, hash } from 'node:crypto'

/** SHA-256 of a text or of bytes in lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex')
}

/** HMAC-SHA-256 of a text in lower-case hex. */
export function hmacSha256(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}
