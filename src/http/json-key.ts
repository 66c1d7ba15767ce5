/** A key with more bytes, quotes left out, is none that anybody looks for. */
export const MAX_KEY_BYTES = 256

const BACKSLASH = 0x5c
const LETTER_U = 0x75

/** RFC 8259 §7. */
const SHORT_ESCAPES: ReadonlyMap<number | undefined, number> = new Map(
  [...'"\\/bfnrt'].map((letter, i) => [letter.charCodeAt(0), '"\\/\b\f\n\r\t'.charCodeAt(i)]),
)

/**
 * Writes a key without its escapes into `target`, which has room for as many bytes as the key takes; -1 where an escape is
 * none that JSON has. Nothing is allocated, because a hostile body may have millions of keys.
 */
export function unescapeKey(source: Uint8Array, start: number, end: number, target: Buffer): number {
  let length = 0
  for (let at = start; at < end; ) {
    const byte = source[at] as number
    const point = byte === BACKSLASH ? escapedPoint(source, at, end) : byte
    if (point === -1) return -1
    length = byte === BACKSLASH ? writeCodePoint(point, target, length) : writeByte(byte, target, length)
    at += byte === BACKSLASH ? escapeBytes(source, at, point) : 1
  }
  return length
}

/** The character of the escape that begins at a backslash, of two escapes where they are a surrogate pair; -1 for a wrong one. */
function escapedPoint(source: Uint8Array, at: number, end: number): number {
  const short = SHORT_ESCAPES.get(source[at + 1])
  if (short !== undefined) return short
  const unit = escapedUnit(source, at, end)
  if (unit < 0xd800 || unit >= 0xdc00) return unit
  const low = escapedUnit(source, at + LONG_ESCAPE_BYTES, end)
  return low >= 0xdc00 && low < 0xe000 ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : unit
}

/** How many bytes that escape, or those two, take. */
function escapeBytes(source: Uint8Array, at: number, point: number): number {
  if (source[at + 1] !== LETTER_U) return 2
  return point >= 0x10000 ? 2 * LONG_ESCAPE_BYTES : LONG_ESCAPE_BYTES
}

/** The UTF-16 code unit of an escape such as `\u00e4`; -1 for anything else. */
function escapedUnit(source: Uint8Array, at: number, end: number): number {
  if (at + LONG_ESCAPE_BYTES > end || source[at] !== BACKSLASH || source[at + 1] !== LETTER_U) return -1
  let unit = 0
  for (let i = at + 2; i < at + LONG_ESCAPE_BYTES; i++) {
    const digit = HEX[source[i] as number] as number
    if (digit === -1) return -1
    unit = unit * 16 + digit
  }
  return unit
}

const LONG_ESCAPE_BYTES = 6

/** The value of each byte that is a hex digit; -1 for the others. */
const HEX = new Int8Array(256).fill(-1)
for (const digits of ['0123456789abcdef', '0123456789ABCDEF']) {
  for (const [value, letter] of [...digits].entries()) HEX[letter.charCodeAt(0)] = value
}

function writeByte(byte: number, target: Buffer, at: number): number {
  target[at] = byte
  return at + 1
}

/** In UTF-8. Half of a pair that stands alone is written as if it were a character: it equals none that is looked for. */
function writeCodePoint(point: number, target: Buffer, at: number): number {
  if (point < 0x80) return writeByte(point, target, at)
  const tail = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3
  target[at] = (LEADS[tail] as number) | (point >> (6 * tail))
  for (let i = 1; i <= tail; i++) target[at + i] = 0x80 | ((point >> (6 * (tail - i))) & 0x3f)
  return at + tail + 1
}

/** The first byte of a character in UTF-8, by how many follow it. */
const LEADS = [0, 0xc0, 0xe0, 0xf0]

/** True for the bytes of just this key. */
export function isKey(source: Uint8Array, start: number, end: number, key: Uint8Array): boolean {
  if (end - start !== key.length) return false
  for (let i = 0; i < key.length; i++) if (source[start + i] !== key[i]) return false
  return true
}

/**
 * True for a key that some reader may take for another one: the same but for letter case, accents, full-width letters and
 * their kin, or characters that are not seen.
 */
export function looksLikeKey(source: Uint8Array, start: number, end: number, key: string): boolean {
  if (end - start !== key.length && isPlain(source, start, end)) return false
  return folded(Buffer.from(source.subarray(start, end)).toString('utf8')) === folded(key)
}

function isPlain(source: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = source[i] as number
    if (byte <= SPACE || byte >= DELETE) return false
  }
  return true
}

const SPACE = 0x20
const DELETE = 0x7f

function folded(key: string): string {
  return key
    .normalize('NFKD')
    .replace(/[\p{C}\p{M}]/gu, '')
    .toUpperCase()
    .toLowerCase()
}
