import type { ClientHttp2Stream, ServerHttp2Stream } from 'node:http2'
import type { SignEvent } from '../../aws/sign-events.ts'
import { ProxyError } from '../../bedrock/errors.ts'
import { EVENT_STREAM_CODEC } from '../../http/event-stream-codec.ts'
import { everyFrame, FrameLengthError, FrameScanner } from '../../http/frame-scanner.ts'

/** What an upload needs to know, and whom it tells. */
export type UploadOptions = {
  readonly signEvent: SignEvent
  readonly maxFrameBytes: number
  /** Called with the size of whatever arrives. */
  readonly onBytes: (count: number) => void
  /**
   * Called with the size of what is held of a frame that is not whole yet.
   * @throws ProxyError where there is no room for it
   */
  readonly hold: (bytes: number) => void
  /** Called once, with what the client did wrong; nothing is sent after that. */
  readonly onRefused: (error: ProxyError) => void
}

/** The last event of a stream. */
const END = Buffer.alloc(0)

/**
 * Sends a client's events upstream as they come, each in a frame that is signed anew. A slow upstream pauses the client.
 * The client's half-close goes on; its reset does not, for whoever opened both streams sees it as well.
 */
export function uploadEvents(client: ServerHttp2Stream, upstream: ClientHttp2Stream, options: UploadOptions): void {
  const upload = new Upload(client, upstream, options)
  client.on('data', upload.onData).on('end', upload.onEnd)
}

class Upload {
  readonly #client: ServerHttp2Stream
  readonly #upstream: ClientHttp2Stream
  readonly #options: UploadOptions
  readonly #scanner: FrameScanner
  #isSigned = true
  #hasRoom = true
  #framesInTurn = 0

  constructor(client: ServerHttp2Stream, upstream: ClientHttp2Stream, options: UploadOptions) {
    this.#client = client
    this.#upstream = upstream
    this.#options = options
    const maxFrameBytes = Math.min(options.maxFrameBytes, MAX_MESSAGE_BYTES)
    this.#scanner = new FrameScanner(everyFrame(maxFrameBytes, (frame) => this.#sendEventOf(frame)))
  }

  readonly onData = (chunk: Buffer): void => {
    this.#options.onBytes(chunk.length)
    this.#hasRoom = true
    try {
      this.#scanner.feed(chunk)
      if (!this.#scanner.isBetweenFrames) this.#options.hold(this.#scanner.heldBytes)
    } catch (error) {
      this.#refuse(error)
      return
    }
    if (!this.#hasRoom) pauseUntilDrained(this.#client, this.#upstream)
    else if (this.#framesInTurn > FRAMES_PER_TURN) pauseForATurn(this.#client)
    this.#framesInTurn = 0
  }

  readonly onEnd = (): void => {
    // A reset with NO_ERROR, which is how the AWS SDK for JavaScript gives up, ends what can be read as well.
    if (this.#client.aborted) return
    if (!this.#scanner.isBetweenFrames) {
      this.#refuse(truncated())
      return
    }
    // A client that does not sign has no signed end to send either, and Bedrock waits for one.
    if (!this.#isSigned) this.#send(END)
    this.#upstream.end()
  }

  #sendEventOf(frame: Buffer): void {
    const { event, isSigned } = openFrame(frame)
    this.#isSigned = isSigned
    this.#framesInTurn++
    this.#hasRoom = this.#send(event)
  }

  /** What comes when upstream is over has nowhere to go. */
  #send(event: Uint8Array): boolean {
    return !this.#upstream.writable || this.#upstream.write(this.#options.signEvent(event))
  }

  #refuse(thrown: unknown): void {
    this.#client.off('data', this.onData).off('end', this.onEnd)
    this.#options.onRefused(toRefusal(thrown, this.#options.maxFrameBytes))
  }
}

function pauseUntilDrained(client: ServerHttp2Stream, upstream: ClientHttp2Stream): void {
  client.pause()
  upstream.once('drain', () => client.resume())
}

/** Each is signed: a client that sends very small ones leaves turns to the others. */
const FRAMES_PER_TURN = 64

function pauseForATurn(client: ServerHttp2Stream): void {
  client.pause()
  setImmediate(() => client.resume())
}

function toRefusal(thrown: unknown, maxFrameBytes: number): ProxyError {
  if (thrown instanceof ProxyError) return thrown
  if (thrown instanceof FrameLengthError && isFrame(thrown)) return tooLong(thrown, maxFrameBytes)
  return new ProxyError(
    'malformed-body',
    'The request body is no stream of event-stream frames. Send application/vnd.amazon.eventstream.',
    { cause: thrown },
  )
}

/** The largest message of the format. Source: Smithy, "Amazon Event Stream Specification". */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024

/** False for what is no event stream at all, such as JSON, whose first four bytes claim gigabytes. */
function isFrame({ isTooLong, frameBytes }: FrameLengthError): boolean {
  return isTooLong && frameBytes <= MAX_MESSAGE_BYTES
}

function tooLong(cause: FrameLengthError, maxFrameBytes: number): ProxyError {
  return new ProxyError(
    'body-too-large',
    `A frame of the request has ${cause.frameBytes} bytes, more than the ${maxFrameBytes} that may be. Send smaller events.`,
    { cause },
  )
}

function truncated(): ProxyError {
  return new ProxyError('truncated-body', 'The request ended inside of a frame. End it after a whole one.')
}

/** The event that a frame of the client's brings. It goes on as it is, byte for byte. */
export type ClientEvent = {
  /** A whole frame; empty at the end of a stream. */
  readonly event: Uint8Array
  /** True where it came in an envelope with a signature, whoever's; false where the frame was the event itself. */
  readonly isSigned: boolean
}

/**
 * Takes an event out of its envelope. What the client signed it with is dropped like every other authentication.
 * @throws ProxyError `malformed-body` for a frame whose checksums do not hold
 */
export function openFrame(frame: Buffer): ClientEvent {
  const { headers, body } = decode(frame)
  const isSigned = ':chunk-signature' in headers || ':date' in headers
  return { event: isSigned ? body : frame, isSigned }
}

function decode(frame: Buffer) {
  try {
    return EVENT_STREAM_CODEC.decode(frame)
  } catch (cause) {
    throw new ProxyError(
      'malformed-body',
      'A frame of the request is no event-stream frame, or was damaged on the way. Send application/vnd.amazon.eventstream.',
      { cause },
    )
  }
}
