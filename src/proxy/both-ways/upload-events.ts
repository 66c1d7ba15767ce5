import type { ClientHttp2Stream, ServerHttp2Stream } from 'node:http2'
import type { SignEvent } from '../../aws/sign-events.ts'
import { ProxyError } from '../../bedrock/errors.ts'
import { FrameLengthError, FrameSplitter } from '../../http/frame-splitter.ts'
import { openFrame } from './client-event.ts'

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
  const { signEvent, onBytes, hold, onRefused } = options
  const splitter = new FrameSplitter(Math.min(options.maxFrameBytes, MAX_MESSAGE_BYTES))
  let isSigned = true

  /** What comes when upstream is over has nowhere to go. */
  const send = (event: Uint8Array) => !upstream.writable || upstream.write(signEvent(event))
  const refuse = (thrown: unknown) => {
    client.off('data', onData).off('end', onEnd)
    onRefused(toRefusal(thrown, options.maxFrameBytes))
  }
  const onData = (chunk: Buffer) => {
    onBytes(chunk.length)
    let hasRoom = true
    try {
      for (const frame of splitter.feed(chunk)) {
        const opened = openFrame(frame)
        isSigned = opened.isSigned
        hasRoom = send(opened.event)
      }
      if (!splitter.isBetweenFrames) hold(splitter.heldBytes)
    } catch (error) {
      return refuse(error)
    }
    if (!hasRoom) pauseUntilDrained(client, upstream)
  }
  const onEnd = () => {
    // A reset with NO_ERROR, which is how the AWS SDK for JavaScript gives up, ends what can be read as well.
    if (client.aborted) return
    if (!splitter.isBetweenFrames) return refuse(truncated())
    // A client that does not sign has no signed end to send either, and Bedrock waits for one.
    if (!isSigned) send(END)
    upstream.end()
  }
  client.on('data', onData).on('end', onEnd)
}

function pauseUntilDrained(client: ServerHttp2Stream, upstream: ClientHttp2Stream): void {
  client.pause()
  upstream.once('drain', () => client.resume())
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
