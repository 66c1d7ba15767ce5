import { inPieces } from './in-pieces.ts'

/** Three bytes are four letters: what is cut elsewhere waits for what comes next. */
const GROUP_BYTES = 3
const GROUP_LETTERS = 4

/** How many letters so many bytes take. */
export function base64Length(byteLength: number): number {
  return Math.ceil(byteLength / GROUP_BYTES) * GROUP_LETTERS
}

/** Bytes as base64, in chunks as well. Others get their turns while many are encoded. */
export async function toBase64(chunks: readonly Buffer[]): Promise<Buffer[]> {
  const encode = (bytes: Buffer) => Buffer.from(bytes.toString('base64'), 'latin1')
  return inGroups(chunks, GROUP_BYTES, encode)
}

/** The bytes that base64 stands for, in chunks as well. What is no letter of it, such as a backslash before one, is passed over. */
export async function fromBase64(chunks: readonly Buffer[]): Promise<Buffer[]> {
  const decode = (letters: Buffer) => Buffer.from(letters.toString('latin1'), 'base64')
  return inGroups(chunks, GROUP_LETTERS, decode, lettersIn)
}

async function inGroups(
  chunks: readonly Buffer[],
  groupBytes: number,
  convert: (bytes: Buffer) => Buffer,
  select = (piece: Buffer) => piece,
): Promise<Buffer[]> {
  const converted: Buffer[] = []
  let rest: Buffer = Buffer.alloc(0)
  await inPieces(chunks, (piece) => {
    const selected = select(piece)
    const bytes = rest.length === 0 ? selected : Buffer.concat([rest, selected])
    const whole = bytes.length - (bytes.length % groupBytes)
    if (whole > 0) converted.push(convert(bytes.subarray(0, whole)))
    rest = bytes.subarray(whole)
  })
  return rest.length === 0 ? converted : [...converted, convert(rest)]
}

const NO_LETTERS = /[^A-Za-z0-9+/_-]+/g

function lettersIn(piece: Buffer): Buffer {
  const text = piece.toString('latin1')
  const letters = text.replace(NO_LETTERS, '')
  return letters.length === text.length ? piece : Buffer.from(letters, 'latin1')
}
