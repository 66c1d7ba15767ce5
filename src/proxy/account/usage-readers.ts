import { type TokenUsage, usageIn } from '../../bedrock/token-usage.ts'
import { BoundedBytes } from '../../http/bounded-bytes.ts'
import { EVENT_STREAM, mediaTypeOf } from '../../http/event-stream-codec.ts'
import type { Onlooker } from '../relay-response.ts'

/** Looks for token counts in the bytes of an answer, by chunk or by frame. */
export type UsageReader = Onlooker & {
  /** What was found so far. */
  readonly usage: () => TokenUsage
}

/** A frame, a line or a JSON answer that is longer goes by unread. */
const MAX_READ_BYTES = 1024 * 1024

/** A reader for answers of this media type; undefined where answers of it tell no usage. */
export function usageReaderFor(contentType: string | undefined): UsageReader | undefined {
  return READERS[mediaTypeOf(contentType)]?.()
}

const READERS: Readonly<Record<string, () => UsageReader>> = {
  [EVENT_STREAM]: readFrames,
  'text/event-stream': readLines,
  'application/json': readJson,
}

/** Reads the events of a stream frame by frame; the checksums are for the client to check. */
function readFrames(): UsageReader {
  let usage: TokenUsage = {}
  return {
    frames: {
      wants: (frameBytes) => frameBytes <= MAX_READ_BYTES,
      onFrame(frame) {
        usage = { ...usage, ...usageInFrame(frame) }
      },
    },
    usage: () => usage,
  }
}

/** The total length, the length of the headers, and a checksum. */
const PRELUDE_BYTES = 12
const CHECKSUM_BYTES = 4

function usageInFrame(frame: Buffer): TokenUsage {
  if (frame.length < PRELUDE_BYTES) return {}
  const begin = PRELUDE_BYTES + frame.readUInt32BE(4)
  const payload = frame.subarray(begin, -CHECKSUM_BYTES)
  if (!payload.includes('"bytes"')) return usageInText(payload)
  const { bytes } = (parsed(payload) ?? {}) as { bytes?: unknown }
  return typeof bytes === 'string' ? usageInText(Buffer.from(bytes, 'base64')) : usageInText(payload)
}

/** Most events tell no usage; they are not parsed. */
function usageInText(json: Buffer): TokenUsage {
  return WORDS.some((word) => json.includes(word)) ? usageIn(parsed(json)) : {}
}

const WORDS = ['"usage"', '"amazon-bedrock-invocationMetrics"']

function parsed(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString('utf8'))
  } catch {
    return undefined
  }
}

const LINE_FEED = 0x0a
const DATA = 'data:'

/** Reads server-sent events line by line. */
function readLines(): UsageReader {
  const held = new BoundedBytes(MAX_READ_BYTES)
  let usage: TokenUsage = {}
  const finish = (end: Buffer) => {
    if (!held.isEmpty) held.append(end)
    const line = held.isEmpty ? end : held.take()
    if (line?.subarray(0, DATA.length).toString('latin1') !== DATA) return
    usage = { ...usage, ...usageInText(line.subarray(DATA.length)) }
  }
  return {
    onChunk(chunk) {
      let begin = 0
      for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, begin)) {
        finish(chunk.subarray(begin, end))
        begin = end + 1
      }
      held.append(chunk.subarray(begin))
    },
    usage: () => usage,
  }
}

/** Reads an answer that is one JSON, when it is complete. */
function readJson(): UsageReader {
  const body = new BoundedBytes(MAX_READ_BYTES)
  return {
    onChunk: (chunk) => body.append(chunk),
    usage() {
      const bytes = body.take()
      return bytes ? usageInText(bytes) : {}
    },
  }
}
