import { hash } from 'node:crypto'

/** SHA-256 of a text or of bytes in lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex')
}

/** HMAC-SHA-256 of texts in lower-case hex. */
export type Hmac = (text: string) => string

/** What SHA-256 takes at a time, and what it gives. */
const BLOCK_BYTES = 64
const DIGEST_BYTES = 32
/** Room for what is signed as a rule. */
const TEXT_BYTES = 1024

/**
 * HMAC-SHA-256 under one key, for many texts: RFC 2104 in two one-shot hashes, which take half the time of node:crypto's own, an
 * object for each text.
 */
export function hmacUnder(key: Uint8Array): Hmac {
  const block = Buffer.alloc(BLOCK_BYTES)
  block.set(key.length > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key)
  const inner = padded(block, 0x36, TEXT_BYTES)
  const outer = padded(block, 0x5c, DIGEST_BYTES)
  return (text) => {
    // A text of one byte for each character takes a third of the time that a Buffer of its own takes.
    outer.write(hash('sha256', behindPad(inner, text), 'binary'), BLOCK_BYTES, 'binary')
    return hash('sha256', outer, 'hex')
  }
}

/** HMAC-SHA-256 of a text in lower-case hex. */
export function hmacSha256(key: Uint8Array, text: string): string {
  return hmacUnder(key)(text)
}

function padded(block: Buffer, pad: number, room: number): Buffer {
  const bytes = Buffer.alloc(BLOCK_BYTES + room)
  for (let i = 0; i < BLOCK_BYTES; i++) bytes[i] = (block[i] as number) ^ pad
  return bytes
}

function behindPad(pad: Buffer, text: string): Buffer {
  if (MOST_BYTES_OF_A_CHARACTER * text.length > TEXT_BYTES) {
    return Buffer.concat([pad.subarray(0, BLOCK_BYTES), Buffer.from(text)])
  }
  return pad.subarray(0, BLOCK_BYTES + pad.write(text, BLOCK_BYTES))
}

/** In UTF-8, for each code unit of UTF-16. */
const MOST_BYTES_OF_A_CHARACTER = 3
