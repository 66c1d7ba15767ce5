import { anthropicError, anthropicErrorType } from '../../../bedrock/errors.ts'
import { anthropicTypeOfException } from '../../../bedrock/stream-exceptions.ts'
import { EVENT_STREAM_CODEC } from '../../../http/event-stream-codec.ts'
import { everyFrame, FrameScanner } from '../../../http/frame-scanner.ts'
import { findTopLevelString } from '../../../http/json-splice.ts'
import { cutFrame, readBreak } from '../../broken-stream.ts'
import type { ResponseSink, UpstreamResponse } from '../../exchange.ts'
import { wrapResponse } from '../../lanes/wrap-response.ts'
import { messageIn } from '../word-refusal.ts'

/** Several times what a model can say in a whole answer, and read in one turn. */
const MAX_FRAME_BYTES = 2 * 1024 * 1024

/**
 * The event stream of InvokeModelWithResponseStream as the server-sent events of the Messages API. Each event is out as soon
 * as its frame is whole; its JSON stays as it is. An exception frame becomes `event: error`; a stream that breaks off, or ends
 * without its last event, gets one as well and is then broken off.
 */
export function messageEvents(upstream: UpstreamResponse): UpstreamResponse {
  return wrapResponse(upstream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'content-length': undefined,
    },
    pipeTo: (sink) => upstream.pipeTo(new EventTranslator(sink)),
  })
}

class EventTranslator implements ResponseSink {
  readonly #sink: ResponseSink
  readonly #frames = new FrameScanner(everyFrame(MAX_FRAME_BYTES, (frame) => this.#events.push(this.#eventOf(frame))))
  #events: Buffer[] = []
  /** True once an event has come after which no other may come. */
  #isComplete = false
  #isOver = false

  constructor(sink: ResponseSink) {
    this.#sink = sink
  }

  data(chunk: Buffer): boolean {
    if (this.#isOver) return true
    try {
      this.#frames.feed(chunk)
    } catch (error) {
      this.#sendEvents()
      this.fail(error instanceof Error ? error : new Error(String(error)))
      return true
    }
    return this.#sendEvents()
  }

  end(): void {
    if (!this.#isComplete || !this.#frames.isBetweenFrames) this.fail(cutFrame())
    if (this.#isOver) return
    this.#isOver = true
    this.#sink.end()
  }

  fail(error: Error): void {
    if (this.#isOver) return
    this.#isOver = true
    if (!this.#isComplete) this.#sink.data(errorEvent(anthropicErrorType(500), readBreak(error).message))
    this.#sink.fail(error)
  }

  /** Several frames of one read go out in one write. */
  #sendEvents(): boolean {
    const bytes = Buffer.concat(this.#events)
    this.#events = []
    return bytes.length === 0 || this.#sink.data(bytes)
  }

  /** @throws where a frame is damaged, or no chunk of a message */
  #eventOf(frame: Buffer): Buffer {
    const { headers, body } = EVENT_STREAM_CODEC.decode(frame)
    const text = (name: string) => String(headers[name]?.value ?? '')
    const payload = Buffer.from(body).toString('utf8')
    switch (text(':message-type')) {
      case 'exception':
        this.#isComplete = true
        return errorEvent(anthropicTypeOfException(text(':exception-type')), messageIn(payload))
      case 'error':
        this.#isComplete = true
        return errorEvent(anthropicErrorType(500), text(':error-message'))
      default:
        return text(':event-type') === 'chunk' ? this.#chunkEvent(payload) : Buffer.alloc(0)
    }
  }

  #chunkEvent(payload: string): Buffer {
    const { bytes } = JSON.parse(payload) as { bytes: string }
    const json = Buffer.from(bytes, 'base64')
    const found = findTopLevelString(json, 'type')
    if (found.kind !== 'found') throw new Error('An event of the stream has no type.')
    const type = found.span.value
    if (LAST_EVENTS.has(type)) this.#isComplete = true
    return serverSentEvent(type, json)
  }
}

const LAST_EVENTS: ReadonlySet<string> = new Set(['message_stop', 'error'])

function errorEvent(type: string, message: string): Buffer {
  return serverSentEvent('error', Buffer.from(JSON.stringify(anthropicError(type, message))))
}

function serverSentEvent(name: string, json: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`event: ${name.replace(/[\r\n]/g, ' ')}\ndata: `), onOneLine(json), END_OF_EVENT])
}

const END_OF_EVENT = Buffer.from('\n\n')
const [LINE_FEED, CARRIAGE_RETURN, SPACE] = Buffer.from('\n\r ') as unknown as [number, number, number]

/** A line break in JSON is white space, which a space is as well; in server-sent events it would begin another field. */
function onOneLine(json: Buffer): Buffer {
  for (const lineBreak of [LINE_FEED, CARRIAGE_RETURN]) {
    for (let at = json.indexOf(lineBreak); at !== -1; at = json.indexOf(lineBreak, at + 1)) json[at] = SPACE
  }
  return json
}
