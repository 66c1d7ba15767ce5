import type { Http2ServerRequest } from 'node:http2'
import { EventStreamCodec } from '@smithy/eventstream-codec'
import { everyFrame, FrameScanner } from '../http/frame-scanner.ts'
import { type Answer, eventStreamAnswer } from './answer.ts'
import { admitModel, catalogIn, type SimulatedWorld, withRequestId } from './answer-request.ts'
import { authenticateStream } from './authenticate.ts'
import type { Call } from './call.ts'
import { deliver } from './deliver.ts'
import { chunkFrame, exceptionFrame } from './event-frames.ts'
import { deliverWithFault, type Fault } from './faults.ts'
import type { MatchedRoute } from './match-route.ts'
import { REFUSALS } from './refusal-rows.ts'
import { Refusal } from './refusals.ts'
import type { ResponseWire } from './response-wire.ts'
import type { RequestDraft } from './simulated-request.ts'
import { type SonicEvent, sonicReplies } from './sonic-answers.ts'
import { createEventVerifier, type VerifyEvent } from './verify-events.ts'

/** A request whose events are answered while they still come. */
export type Conversation = {
  readonly matched: MatchedRoute
  readonly record: RequestDraft
  readonly incoming: Http2ServerRequest
  readonly wire: ResponseWire
  /** Strikes in the place of an answer; then nothing of what the client says is read. */
  readonly fault: Fault | undefined
}

/** Bounds the memory of a stream that goes on for days. */
const MAX_KEPT_EVENTS = 1000
/** More than any event of Nova Sonic's. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024

/**
 * Holds a conversation as Nova Sonic would: who asks and for which model is judged at once, then each event is verified
 * and answered as it comes. What is wrong with an event is told in an exception frame, the last of the stream.
 */
export async function holdConversation(conversation: Conversation, world: SimulatedWorld): Promise<void> {
  const { wire, fault, record, matched } = conversation
  record.operation = matched.route.name
  const admitted = admit(conversation, world)
  if ('refused' in admitted) return deliver(wire, admitted.refused, 0)
  if (fault) return deliverWithFault(wire, monologue(admitted.call), fault)
  const { status, headers } = withRequestId(eventStreamAnswer([]))
  wire.head(status, headers)
  try {
    await converse(conversation, admitted, world.now)
  } catch (error) {
    await wire.write(refusalFrame(error))
  }
  if (!conversation.incoming.aborted) wire.end()
}

type Admitted = { readonly call: Call; readonly verifyEvent: VerifyEvent }

function admit({ matched, record }: Conversation, world: SimulatedWorld): Admitted | { readonly refused: Answer } {
  try {
    const { now } = world
    const admitted = authenticateStream({ ...record, target: record.path }, world, new Date(now()))
    const { seed, region, credentials, session } = admitted
    const catalog = catalogIn(region, world)
    record.signature = 'verified'
    if (session) record.session = session
    const model = admitModel(matched, {}, record, catalog, world) ?? ''
    const { labels, query } = matched
    const call = { catalog, labels, query, body: {}, model, inputTokens: 0 }
    return { call, verifyEvent: createEventVerifier(seed, { credentials, region }) }
  } catch (error) {
    return { refused: withRequestId(world.manners.refuse(error, 'aws')) }
  }
}

/** @throws Refusal */
async function converse(
  { incoming, record, wire }: Conversation,
  { call, verifyEvent }: Admitted,
  now: () => number,
): Promise<void> {
  const frames: Buffer[] = []
  const scanner = new FrameScanner(everyFrame(MAX_FRAME_BYTES, (frame) => frames.push(frame)))
  let hasEnded = false
  for await (const chunk of incoming) {
    scanner.feed(chunk)
    for (const frame of frames.splice(0)) {
      const event = verifyEvent(frame, new Date(now()))
      hasEnded = event.length === 0
      if (hasEnded) continue
      if (record.events.push(event) > MAX_KEPT_EVENTS) record.events.shift()
      for (const reply of sonicReplies(call, spokenIn(event))) await wire.write(chunkFrame(reply))
    }
  }
  if (!hasEnded) throw new Refusal('no-end')
}

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes as Uint8Array).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
)

/** @throws Refusal for what is no event of Nova Sonic's */
function spokenIn(event: Buffer): SonicEvent {
  try {
    const { bytes } = JSON.parse(Buffer.from(codec.decode(event).body).toString('utf8'))
    const spoken = JSON.parse(Buffer.from(bytes, 'base64').toString('utf8'))
    return { event: { ...spoken.event } }
  } catch {
    throw new Refusal('malformed-body')
  }
}

/** What Nova Sonic says where nobody is listened to: faults strike in the midst of it. */
function monologue(call: Call): Answer {
  const heard = [{ promptStart: {} }, { textInput: { content: '' } }, { promptEnd: {} }]
  return withRequestId(eventStreamAnswer(heard.flatMap((event) => sonicReplies(call, { event })).map(chunkFrame)))
}

/** Exceptions of a stream are named like those of a whole answer, in lower camel case where the SDKs know them. */
function refusalFrame(error: unknown): Buffer {
  const refusal = error instanceof Refusal ? error : new Refusal('internal', String(error))
  return exceptionFrame(exceptionType(REFUSALS[refusal.code].exception), refusal.message)
}

/** The members of InvokeModelWithBidirectionalStreamOutput; SDKs take the name of any other as it stands. */
const STREAM_EXCEPTIONS = ['ValidationException', 'InternalServerException']

function exceptionType(exception: string): string {
  if (!STREAM_EXCEPTIONS.includes(exception)) return exception
  return `${exception.charAt(0).toLowerCase()}${exception.slice(1)}`
}
