import type { Duplex } from 'node:stream'
import * as zlib from 'node:zlib'

/** A content coding that bodies are decoded from. */
export type ContentCoding = keyof typeof DECODERS

/** How a body is encoded; 'identity' where it is not, 'unknown' where nobody here can decode it. */
export function codingOf(header: string | undefined): ContentCoding | 'identity' | 'unknown' {
  if (header === undefined) return 'identity'
  const names = header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  const [name, second] = names
  if (name === undefined) return 'identity'
  return second === undefined && Object.hasOwn(DECODERS, name) ? (name as ContentCoding) : 'unknown'
}

/** Source: RFC 9110 §8.4.1, RFC 7932, RFC 8878. */
const DECODERS = {
  gzip: () => zlib.createGunzip(CHUNKS),
  'x-gzip': () => zlib.createGunzip(CHUNKS),
  deflate: (first: Buffer) => (isZlib(first) ? zlib.createInflate(CHUNKS) : zlib.createInflateRaw(CHUNKS)),
  br: () => zlib.createBrotliDecompress(CHUNKS),
  zstd: createZstdDecoder,
} as const satisfies Record<string, (first: Buffer) => Duplex | Promise<Duplex>>

/** Pieces of what is decoded, each of which comes in a turn of its own. */
const CHUNKS = { chunkSize: 64 * 1024 }

/** The names of the codings, for people. */
export const CODINGS = 'gzip, deflate, br or zstd'

/**
 * A stream that decodes what is written to it; an error of it says that it is no such coding. `first` is the first piece of
 * the encoded bytes, which is still to be written.
 */
export function createDecoder(coding: ContentCoding, first: Buffer): Duplex | Promise<Duplex> {
  return DECODERS[coding](first)
}

/** "deflate" means zlib's format, but some send bare deflate: RFC 1950 §2.2 has 8 for it in the low bits of the first byte. */
function isZlib(first: Buffer): boolean {
  return ((first[0] ?? 0) & 0x0f) === 8
}

/** Node's where it has one (22.15), else a package that is loaded now. */
async function createZstdDecoder(): Promise<Duplex> {
  const { createZstdDecompress, constants } = zlib as unknown as ZlibWithZstd
  if (createZstdDecompress && constants) {
    return createZstdDecompress({ ...CHUNKS, params: { [constants.ZSTD_d_windowLogMax]: MAX_WINDOW_LOG } })
  }
  const { ZstdDecoder } = await import('./zstd-decoder.ts')
  return new ZstdDecoder()
}

/** 8 MiB, what every decoder must take (RFC 8878 §3.1.1.1.2); a larger one would be memory for the asking. */
const MAX_WINDOW_LOG = 23

/** What newer Nodes have and the types of the oldest one do not. */
type ZlibWithZstd = {
  readonly createZstdDecompress?: (options: object) => Duplex
  readonly constants?: { readonly ZSTD_d_windowLogMax: number }
}
