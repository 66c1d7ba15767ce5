/** Frame types by number (RFC 9113 §6). */
export const DATA = 0x0
export const HEADERS = 0x1
export const PRIORITY = 0x2
export const RST_STREAM = 0x3
export const SETTINGS = 0x4
export const PUSH_PROMISE = 0x5
export const PING = 0x6
export const GOAWAY = 0x7
export const WINDOW_UPDATE = 0x8
export const CONTINUATION = 0x9

export const END_STREAM = 0x1
export const ACK = 0x1
export const END_HEADERS = 0x4
export const PADDED = 0x8

/** Error codes by number (RFC 9113 §7). */
export const ERROR_CODES = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
] as const

/** A frame as it came. */
export type Frame = {
  readonly type: number
  readonly flags: number
  readonly streamId: number
  readonly payload: Buffer
}

/** What a client sends first, before its SETTINGS frame (RFC 9113 §3.4). */
export const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')

/** Any frame at all, right or wrong; `length` where it shall lie about its payload. */
export function frame(
  type: number,
  flags: number,
  streamId: number,
  payload: string | Buffer = '',
  length = Buffer.byteLength(payload),
): Buffer {
  const head = Buffer.alloc(9)
  head.writeUIntBE(length, 0, 3)
  head.writeUInt8(type, 3)
  head.writeUInt8(flags, 4)
  head.writeUInt32BE(streamId, 5)
  return Buffer.concat([head, Buffer.from(payload)])
}

/** The payload of a SETTINGS frame. */
export function settingsPayload(settings: readonly (readonly [id: number, value: number])[]): Buffer {
  return Buffer.concat(
    settings.map(([id, value]) => {
      const entry = Buffer.alloc(6)
      entry.writeUInt16BE(id, 0)
      entry.writeUInt32BE(value, 2)
      return entry
    }),
  )
}

/** A 32-bit number, the payload of WINDOW_UPDATE and RST_STREAM. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** A header block whose every field is a literal without indexing and without Huffman code (RFC 7541 §6.2.2). */
export function headerBlock(fields: readonly (readonly [name: string, value: string])[]): Buffer {
  return Buffer.concat(fields.flatMap(([name, value]) => [Buffer.from([0]), literal(name), literal(value)]))
}

function literal(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1')
  return Buffer.concat([integer(bytes.length), bytes])
}

/** RFC 7541 §5.1, with a prefix of seven bits. */
function integer(value: number): Buffer {
  if (value < 127) return Buffer.from([value])
  const bytes = [127]
  let rest = value - 127
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  return Buffer.from([...bytes, rest])
}

/** The whole frames in the bytes so far; an incomplete one at the end is left out. */
export function framesIn(bytes: Buffer): Frame[] {
  const frames: Frame[] = []
  let at = 0
  while (at + 9 <= bytes.length) {
    const end = at + 9 + bytes.readUIntBE(at, 3)
    if (end > bytes.length) break
    const streamId = bytes.readUInt32BE(at + 5) & 0x7fffffff
    frames.push({
      type: bytes.readUInt8(at + 3),
      flags: bytes.readUInt8(at + 4),
      streamId,
      payload: bytes.subarray(at + 9, end),
    })
    at = end
  }
  return frames
}

/** Static table entries 8 to 14 of HPACK. */
const STATUSES = [200, 204, 206, 304, 400, 404, 500]

/**
 * The `:status` that begins a response's header block. Understands what an encoder makes of one for a peer whose
 * dynamic table has no room.
 */
export function statusIn({ payload }: Frame): number {
  const [first = 0] = payload
  if (first >= 0x20 && first < 0x40) return statusIn({ payload: payload.subarray(1) } as Frame)
  if (first >= 0x80) return STATUSES[first - 0x88] ?? Number.NaN
  const [, length = 0] = payload
  const text = payload.subarray(2, 2 + (length & 0x7f))
  return length & 0x80 ? Number(HUFFMAN_100.equals(text) ? 100 : Number.NaN) : Number(text.toString())
}

/** The only status that is shorter in Huffman code. */
const HUFFMAN_100 = Buffer.from([0x08, 0x01])
