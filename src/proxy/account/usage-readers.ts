import { type TokenUsage, usageIn } from '../../bedrock/token-usage.ts'
import { BoundedBytes } from '../../http/bounded-bytes.ts'

/** Looks for token counts in the bytes of an answer. */
export type UsageReader = {
  feed(chunk: Buffer): void
  /** What was found so far. */
  usage(): TokenUsage
}

/** A frame, a line or a JSON answer that is longer goes by unread. */
const MAX_READ_BYTES = 1024 * 1024

/** A reader for answers of this media type; undefined where answers of it tell no usage. */
export function usageReaderFor(contentType: string): UsageReader | undefined {
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return READERS[mediaType]?.()
}

const READERS: Readonly<Record<string, () => UsageReader>> = {
  'application/vnd.amazon.eventstream': () => new FrameReader(),
  'text/event-stream': () => new LineReader(),
  'application/json': () => new JsonReader(),
}

/** Prelude without its length: the length of the headers, and a checksum. */
const LENGTH_BYTES = 4
const PRELUDE_BYTES = 12
const CHECKSUM_BYTES = 4

/** Reads the events of a stream frame by frame; the checksums are for the client to check. */
class FrameReader implements UsageReader {
  readonly #frame = new BoundedBytes(MAX_READ_BYTES)
  #wanted = LENGTH_BYTES
  #isLengthKnown = false
  #usage: TokenUsage = {}

  feed(chunk: Buffer): void {
    let rest = chunk
    while (rest.length > 0) {
      const taken = rest.subarray(0, this.#wanted)
      rest = rest.subarray(taken.length)
      this.#wanted -= taken.length
      this.#frame.append(taken)
      if (this.#wanted > 0) return
      if (this.#isLengthKnown) this.#finish()
      else this.#begin()
    }
  }

  usage(): TokenUsage {
    return this.#usage
  }

  #begin(): void {
    const length = this.#frame.take() as Buffer
    this.#wanted = Math.max(length.readUInt32BE() - LENGTH_BYTES, 1)
    this.#isLengthKnown = true
  }

  #finish(): void {
    const frame = this.#frame.take()
    if (frame) this.#usage = { ...this.#usage, ...usageInFrame(frame) }
    this.#wanted = LENGTH_BYTES
    this.#isLengthKnown = false
  }
}

/** `frame` is without its first field, the length. */
function usageInFrame(frame: Buffer): TokenUsage {
  if (frame.length < PRELUDE_BYTES) return {}
  const begin = PRELUDE_BYTES - LENGTH_BYTES + frame.readUInt32BE()
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
class LineReader implements UsageReader {
  readonly #line = new BoundedBytes(MAX_READ_BYTES)
  #usage: TokenUsage = {}

  feed(chunk: Buffer): void {
    let begin = 0
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, begin)) {
      this.#finish(chunk.subarray(begin, end))
      begin = end + 1
    }
    this.#line.append(chunk.subarray(begin))
  }

  usage(): TokenUsage {
    return this.#usage
  }

  #finish(end: Buffer): void {
    if (!this.#line.isEmpty) this.#line.append(end)
    const line = this.#line.isEmpty ? end : this.#line.take()
    if (line?.subarray(0, DATA.length).toString('latin1') !== DATA) return
    this.#usage = { ...this.#usage, ...usageInText(line.subarray(DATA.length)) }
  }
}

/** Reads an answer that is one JSON, when it is complete. */
class JsonReader implements UsageReader {
  readonly #body = new BoundedBytes(MAX_READ_BYTES)

  feed(chunk: Buffer): void {
    this.#body.append(chunk)
  }

  usage(): TokenUsage {
    const body = this.#body.take()
    return body ? usageInText(body) : {}
  }
}
