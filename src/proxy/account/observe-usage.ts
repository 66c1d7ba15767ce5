import { type TokenUsage, USAGE_WORDS } from '../../bedrock/token-usage.ts'
import { EVENT_STREAM, mediaTypeOf } from '../../http/event-stream-codec.ts'
import type { UpstreamResponse } from '../exchange.ts'
import type { Onlooker } from '../relay-response.ts'
import { UsageScan } from './usage-scan.ts'

/** What looks for the token counts of a response: its headers, else its bytes. Nothing is delayed, changed or kept. */
export function observeUsage(response: UpstreamResponse): UsageReader {
  const told = usageInHeaders(response)
  const isRead = response.status < 300 && tellsMore(told)
  const reader = isRead ? usageReaderFor(response.header('content-type')) : undefined
  if (!reader) return { usage: () => told }
  return told === NONE ? reader : { ...reader, usage: () => ({ ...reader.usage(), ...told }) }
}

/** Headers tell no time to live, and not every vendor's answers tell in them what the cache did. Without output there is no cache. */
function tellsMore({ inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens }: TokenUsage): boolean {
  if (inputTokens === undefined) return true
  return outputTokens !== undefined && (cacheReadTokens === undefined || cacheWriteTokens !== 0)
}

const HEADERS: readonly (readonly [keyof TokenUsage, string])[] = [
  ['inputTokens', 'x-amzn-bedrock-input-token-count'],
  ['outputTokens', 'x-amzn-bedrock-output-token-count'],
  ['cacheReadTokens', 'x-amzn-bedrock-cache-read-input-token-count'],
  ['cacheWriteTokens', 'x-amzn-bedrock-cache-write-input-token-count'],
]

const NONE: TokenUsage = {}

function usageInHeaders(response: UpstreamResponse): TokenUsage {
  let told = NONE
  for (const [name, header] of HEADERS) {
    const text = response.header(header)
    if (text !== undefined && /^\d{1,15}$/.test(text)) told = { ...told, [name]: Number(text) }
  }
  return told
}

/** Looks for token counts in the bytes of an answer, by chunk or by frame. */
export type UsageReader = Onlooker & {
  /** What was found so far. */
  readonly usage: () => TokenUsage
}

/** A frame that is longer goes by unread. */
const MAX_READ_BYTES = 1024 * 1024

/** A reader for answers of this media type; undefined where answers of it tell no usage. */
function usageReaderFor(contentType: string | undefined): UsageReader | undefined {
  return READERS.get(mediaTypeOf(contentType))?.()
}

const READERS: ReadonlyMap<string, () => UsageReader> = new Map([
  [EVENT_STREAM, readFrames],
  ['text/event-stream', readLines],
  ['application/json', readJson],
])

/** Reads the events of a stream frame by frame; the checksums are for the client to check. */
function readFrames(): UsageReader {
  // Made with the first event that tells a count: of a stream that stays open every byte counts.
  let scan: UsageScan | undefined
  return {
    frames: {
      wants: (frameBytes) => frameBytes <= MAX_READ_BYTES,
      onFrame(frame) {
        const json = usageIn(frame)
        if (!json) return
        scan ??= new UsageScan()
        scan.begin()
        scan.feed(json)
      },
    },
    usage: () => scan?.usage ?? NONE,
  }
}

/** The total length, the length of the headers, and a checksum. */
const PRELUDE_BYTES = 12
const CHECKSUM_BYTES = 4

/** The event of a frame that may tell a count, which most do not. InvokeModel's are in base64. */
function usageIn(frame: Buffer): Buffer | undefined {
  if (frame.length < PRELUDE_BYTES) return undefined
  const payload = frame.subarray(PRELUDE_BYTES + frame.readUInt32BE(4), -CHECKSUM_BYTES)
  const start = payload.indexOf(BASE64)
  const json = start === -1 ? payload : Buffer.from(stringBehind(payload, start + BASE64.length), 'base64')
  const words = start === -1 ? WORDS_OF_CONVERSE : WORDS
  return words.some((word) => json.includes(word)) ? json : undefined
}

const BASE64 = '"bytes"'
const QUOTE = '"'
const WORDS = USAGE_WORDS.map((word) => Buffer.from(word))
/** Its frames are many and short: one look at each is enough. */
const WORDS_OF_CONVERSE = [Buffer.from('"usage"')]

function stringBehind(payload: Buffer, place: number): string {
  const start = payload.indexOf(QUOTE, place) + 1
  const end = payload.indexOf(QUOTE, start)
  return payload.toString('latin1', start, end === -1 ? payload.length : end)
}

const LINE_FEED = 0x0a
const DATA = Buffer.from('data:')

/** What a line is, as far as it has come. */
type Line = 'begins' | 'data' | 'something else'

/** Reads server-sent events line by line, wherever they are cut, and keeps none. */
function readLines(): UsageReader {
  const scan = new UsageScan()
  let line: Line = 'begins'
  let matched = 0
  const begin = () => {
    line = 'begins'
    matched = 0
  }
  const takeByte = (byte: number) => {
    if (byte === LINE_FEED) return begin()
    if (byte !== DATA[matched]) line = 'something else'
    else if (++matched === DATA.length) {
      line = 'data'
      scan.begin()
    }
  }
  return {
    onChunk(chunk) {
      for (let at = 0; at < chunk.length; ) {
        if (line === 'begins') {
          takeByte(chunk[at++] as number)
          continue
        }
        const end = chunk.indexOf(LINE_FEED, at)
        const to = end === -1 ? chunk.length : end
        if (line === 'data') scan.feed(chunk, at, to)
        if (end !== -1) begin()
        at = to + 1
      }
    },
    usage: () => scan.usage,
  }
}

/** Reads an answer that is one JSON. */
function readJson(): UsageReader {
  const scan = new UsageScan()
  return { onChunk: (chunk) => scan.feed(chunk), usage: () => scan.usage }
}
