import { type TokenUsage, usageIn } from '../../bedrock/token-usage.ts'
import { BoundedBytes } from '../../http/bounded-bytes.ts'
import { EVENT_STREAM, mediaTypeOf } from '../../http/event-stream-codec.ts'
import type { UpstreamResponse } from '../exchange.ts'
import type { Onlooker } from '../relay-response.ts'

/** What looks for the token counts of a response: its headers, else its bytes. Nothing is delayed, changed or kept. */
export function observeUsage(response: UpstreamResponse): UsageReader {
  const told = usageInHeaders(response)
  const isRead = response.status < 300 && told.inputTokens === undefined
  return (isRead ? usageReaderFor(response.header('content-type')) : undefined) ?? { usage: () => told }
}

const HEADERS: readonly (readonly [keyof TokenUsage, string])[] = [
  ['inputTokens', 'x-amzn-bedrock-input-token-count'],
  ['outputTokens', 'x-amzn-bedrock-output-token-count'],
  ['cacheWriteTokens', 'x-amzn-bedrock-cache-write-input-token-count'],
]

function usageInHeaders(response: UpstreamResponse): TokenUsage {
  const told: { -readonly [Name in keyof TokenUsage]: TokenUsage[Name] } = {}
  for (const [name, header] of HEADERS) {
    const text = response.header(header)
    if (text !== undefined && /^\d{1,15}$/.test(text)) told[name] = Number(text)
  }
  return told
}

/** Looks for token counts in the bytes of an answer, by chunk or by frame. */
export type UsageReader = Onlooker & {
  /** What was found so far. */
  readonly usage: () => TokenUsage
}

/** A frame, a line or a JSON answer that is longer goes by unread. */
const MAX_READ_BYTES = 1024 * 1024

/** A reader for answers of this media type; undefined where answers of it tell no usage. */
function usageReaderFor(contentType: string | undefined): UsageReader | undefined {
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
