import type { RequestRecord } from '../../src/telemetry/request-record.ts'
import type { UpstreamExchange } from './upstream-exchange.ts'
import { tookAll, type WorldClient } from './world-client.ts'

/** What is wrong with the bytes that a client has, against those that the upstream has sent it, and with what is told of them. */
export function* checkAnswer(
  client: WorldClient,
  last: UpstreamExchange | undefined,
  record: RequestRecord,
): Generator<string> {
  const { response, asked } = client
  if (response.ending === undefined) yield 'its answer has never ended'
  if (response.ending === undefined || response.ending === 'left') return
  if (isOwnAnswer(client, last)) yield* checkOwnAnswer(client, record)
  else if (!last) yield 'it has an answer that nobody sent'
  else if (asked.way === 'as-is' && !(asked.isVendors && last.status >= 400)) yield* checkRelayed(client, last, record)
  else yield* checkTranslated(client, last)
}

/** AWS gives each of its answers an ID, and so do we: the proxy passes AWS's on, if it is AWS that answers. */
function isOwnAnswer({ response }: WorldClient, last: UpstreamExchange | undefined): boolean {
  return response.headers['x-amzn-requestid'] !== last?.header('x-amzn-requestid')
}

function* checkOwnAnswer(client: WorldClient, record: RequestRecord): Generator<string> {
  const { response, plan, asked } = client
  const text = response.received().toString()
  const isWhollyThere = plan.uploadBytes === asked.body.length && tookAll(client)
  if (response.ending === 'whole' && !isJson(text)) yield `an answer of ours is no JSON: ${text}`
  if (response.ending === 'broken' && isWhollyThere) yield 'an answer of ours was broken off'
  if (record.status !== response.status) yield `its record says ${record.status}, and it got ${response.status}`
}

function* checkRelayed(client: WorldClient, last: UpstreamExchange, record: RequestRecord): Generator<string> {
  const { response } = client
  const received = response.received()
  const sent = last.sent()
  const isGood = isProperEnd(last)
  if (response.ending === 'whole' && isGood) {
    if (!received.equals(sent)) yield 'a whole answer has other bytes'
    if (record.ending !== 'complete') yield `its record says ${record.ending} of a whole answer`
  }
  if (response.ending === 'whole' && !isGood) yield* checkLastWords(received, last)
  if (response.ending === 'broken' && !sent.subarray(0, received.length).equals(received))
    yield 'a broken answer has other bytes'
  if (response.ending === 'broken' && isGood && tookAll(client) && record.ending !== 'client-left') {
    yield 'a whole answer was broken off'
  }
  if (!isGood && record.ending === 'complete') yield 'its record says complete of an answer that broke'
}

const EVENT_STREAM = 'application/vnd.amazon.eventstream'

/** Where nobody was promised a length, a body that ends properly is whole, unless it ends within a frame. */
function isProperEnd(last: UpstreamExchange): boolean {
  if (last.ending === 'whole') return true
  if (last.ending !== 'too-soon') return false
  if (!last.header('content-type')?.startsWith(EVENT_STREAM)) return true
  return isBetweenFrames(last.sent())
}

/** The first four bytes of a frame tell its length. */
function isBetweenFrames(bytes: Buffer): boolean {
  let at = 0
  while (at + 4 <= bytes.length) at += bytes.readUInt32BE(at)
  return at === bytes.length
}

/** A stream that broke may end properly with an exception frame behind whole frames, and with nothing else. */
function* checkLastWords(received: Buffer, last: UpstreamExchange): Generator<string> {
  const sent = last.sent()
  if (!last.header('content-type')?.startsWith(EVENT_STREAM)) return yield 'an answer that broke looks whole'
  if (!received.subarray(0, sent.length).equals(sent)) yield 'a stream that broke has other bytes'
  if (!received.subarray(sent.length).includes('exception')) yield 'a stream that broke ends without a word'
}

/** A message that breaks says so: with an event of its own, or by no proper end. */
function* checkTranslated(client: WorldClient, last: UpstreamExchange): Generator<string> {
  const { response } = client
  const text = response.received().toString()
  const isStream = response.headers['content-type']?.startsWith('text/event-stream') ?? false
  const isFinished = isStream ? /event: (?:message_stop|error)/.test(text) : isJson(text)
  const isCut = last.ending !== 'whole' && last.ending !== 'too-soon'
  if (response.ending === 'whole' && !isFinished && isCut) yield `a message that broke looks whole: ${text}`
  if (response.ending === 'whole' && !isFinished && last.ending === 'whole') yield `a whole message has no end: ${text}`
  if (response.ending === 'broken' && last.ending === 'whole' && tookAll(client)) {
    yield 'a whole message was broken off'
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
