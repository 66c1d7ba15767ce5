import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import type { Answer } from './answer.ts'
import { deliver } from './deliver.ts'
import { exceptionFrame } from './event-frames.ts'
import type { ResponseWire } from './response-wire.ts'

/** What can go wrong with one answer. Frames are the answer's chunks: a JSON answer is a single one. */
export type Fault =
  /** A reset after the request was read, without an answer. */
  | { readonly kind: 'reset-before-head' }
  | { readonly kind: 'reset-after-head' }
  /** A reset inside of a frame, after two whole ones where there are so many. */
  | { readonly kind: 'reset-mid-frame' }
  | { readonly kind: 'reset-between-frames' }
  /** The body ends properly, but inside of a frame. */
  | { readonly kind: 'clean-end-mid-frame' }
  /** The body ends properly between two frames, without the last ones. */
  | { readonly kind: 'clean-end-between-frames' }
  /** After two frames Bedrock's own exception frame, such as `throttlingException`, and a proper end. */
  | { readonly kind: 'exception-frame'; readonly exceptionType: string; readonly message: string }
  | { readonly kind: 'one-byte-writes' }
  /** The head and so many frames (none unless told), then nothing until the client leaves. */
  | { readonly kind: 'silence'; readonly frames?: number }
  | { readonly kind: 'never-answers' }
  /** The answer as it should be, but only after a while. */
  | { readonly kind: 'late'; readonly afterMs: number }
  /** An answer sent as it stands here, without headers of the simulator's own. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string | Uint8Array
    }
  /** A body of so many bytes, written as fast as the client reads. */
  | { readonly kind: 'flood'; readonly bytes: number }
  /** The stale keep-alive socket: a connection that served a request before is broken as the next head arrives. */
  | { readonly kind: 'close-idle' }

/** Frames that go out whole before a fault inside of a stream. */
const FRAMES_BEFORE_FAULT = 2

/** Sends an answer the way its fault says. */
export function deliverWithFault(wire: ResponseWire, answer: Answer, fault: Fault): Promise<void> | void {
  const delivery = DELIVERIES[fault.kind] as Delivery<Fault>
  return delivery(wire, answer, fault)
}

type Delivery<F extends Fault> = (wire: ResponseWire, answer: Answer, fault: F) => Promise<void> | void

const DELIVERIES: { readonly [K in Fault['kind']]: Delivery<Extract<Fault, { kind: K }>> } = {
  'reset-before-head': (wire) => wire.reset(),
  'reset-after-head': async (wire, answer) => {
    sendChunkedHead(wire, answer)
    await wire.reset()
  },
  'reset-mid-frame': async (wire, answer) => {
    await sendUntilMidFrame(wire, answer)
    await wire.reset()
  },
  'reset-between-frames': async (wire, answer) => {
    await sendFrames(wire, answer, FRAMES_BEFORE_FAULT)
    await wire.reset()
  },
  'clean-end-mid-frame': async (wire, answer) => {
    await sendUntilMidFrame(wire, answer)
    wire.end()
  },
  'clean-end-between-frames': async (wire, answer) => {
    await sendFrames(wire, answer, FRAMES_BEFORE_FAULT)
    wire.end()
  },
  'exception-frame': async (wire, answer, { exceptionType, message }) => {
    await sendFrames(wire, answer, FRAMES_BEFORE_FAULT)
    await wire.write(exceptionFrame(exceptionType, message))
    wire.end()
  },
  'one-byte-writes': async (wire, answer) => {
    wire.head(answer.status, answer.headers)
    for (const byte of Buffer.concat(answer.chunks)) {
      await nextTurn()
      if (!(await wire.write(Buffer.of(byte)))) return
    }
    wire.end()
  },
  silence: (wire, answer, { frames = 0 }) => sendFrames(wire, answer, frames),
  'never-answers': () => {},
  late: async (wire, answer, { afterMs }) => {
    await pause(afterMs)
    await deliver(wire, answer, 0)
  },
  status: async (wire, _answer, { status, headers = {}, body = '' }) => {
    wire.head(status, headers)
    if (body.length > 0) await wire.write(Buffer.from(body))
    wire.end()
  },
  flood: async (wire, _answer, { bytes }) => {
    wire.head(200, { 'content-type': 'application/octet-stream' })
    for (let left = bytes; left > 0; left -= FLOOD_CHUNK.length) {
      if (!(await wire.write(FLOOD_CHUNK.subarray(0, left)))) return
    }
    wire.end()
  },
  'close-idle': (wire) => wire.breakConnection(),
}

const FLOOD_CHUNK = Buffer.alloc(64 * 1024, 'flood ')

/** Without a content-length, so that a body which ends too soon still ends properly. */
function sendChunkedHead(wire: ResponseWire, answer: Answer): void {
  const { 'content-length': _, ...headers } = answer.headers
  wire.head(answer.status, headers)
}

async function sendFrames(wire: ResponseWire, answer: Answer, count: number): Promise<void> {
  sendChunkedHead(wire, answer)
  for (const chunk of answer.chunks.slice(0, count)) await wire.write(chunk)
}

async function sendUntilMidFrame(wire: ResponseWire, answer: Answer): Promise<void> {
  const whole = Math.min(FRAMES_BEFORE_FAULT, answer.chunks.length - 1)
  await sendFrames(wire, answer, whole)
  const broken = answer.chunks[whole] ?? Buffer.alloc(0)
  await wire.write(broken.subarray(0, Math.floor(broken.length / 2)))
}
