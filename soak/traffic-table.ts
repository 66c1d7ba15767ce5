import type { Fault } from '../src/simulator/faults.ts'

/** One kind of request: what is sent, what befalls it upstream, how its client behaves, and how it may end. */
export type Traffic = {
  readonly name: string
  /** How many of a hundred requests are of this kind. */
  readonly share: number
  readonly target: string
  readonly headers?: Readonly<Record<string, string>>
  /** Keys of the body beside its message. */
  readonly body?: Readonly<Record<string, unknown>>
  /** Least and greatest size of the body in bytes; as small as it can be unless told. */
  readonly bodyBytes?: readonly [number, number]
  /** What befalls the first arrival upstream, and the second. */
  readonly faults?: readonly Fault[]
  /** `slowly` waits between reads, `leaves` goes at some moment; the others read as fast as they can. */
  readonly client?: 'slowly' | 'leaves'
  /**
   * The status of a whole answer, `exception` for an event stream that ends with one, `broken` for an answer that visibly
   * is not whole, `left` for a client that did not wait.
   */
  readonly endings: readonly string[]
  /** True for what must never reach the upstream. */
  readonly isRefused?: true
}

const MODEL = 'anthropic.claude-sonnet-4-6'
const CONVERSE = `/model/${MODEL}/converse`
const STREAM = `/model/${MODEL}/converse-stream`
const MESSAGES = { target: '/v1/messages', body: { model: MODEL, max_tokens: 100, stream: true } }
const CHAT = { target: '/v1/chat/completions', body: { model: 'openai.gpt-oss-120b-1:0', stream: true } }
const MB = 1_000_000
const LARGE = [MB, 5 * MB] as const
const SLOW_ANSWER: Fault = { kind: 'flood', bytes: 2 * MB }
const WHOLE = ['200']
const BREAKS = ['broken']
/** Between two frames the proxy ends a broken event stream with a frame that says so. */
const EXCEPTS = ['exception']
/** Where no byte of an answer came, a second try may have helped, or was not made because the first took too long. */
const TRIED_AGAIN = ['200', '503']

const failing = (status: number, exception: string): Fault => ({
  kind: 'status',
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': exception },
  body: '{"message":"The soak asked for this."}',
})

/** What agents and networks do, in some proportion. The shares add up to a hundred. */
export const TRAFFIC: readonly Traffic[] = [
  { name: 'small Converse', share: 27, target: CONVERSE, endings: WHOLE },
  { name: 'event stream', share: 20, target: STREAM, endings: WHOLE },
  { name: 'SSE, Messages', share: 7, ...MESSAGES, endings: WHOLE },
  { name: 'SSE, Chat Completions', share: 6, ...CHAT, endings: WHOLE },
  { name: 'body of 1 to 5 MB', share: 4, target: CONVERSE, bodyBytes: LARGE, endings: WHOLE },
  { name: 'slow reader of 2 MB', share: 2, target: STREAM, faults: [SLOW_ANSWER], client: 'slowly', endings: WHOLE },
  { name: 'client leaves a stream', share: 6, target: STREAM, client: 'leaves', endings: ['left', '200'] },
  {
    name: 'client leaves a flood',
    share: 2,
    target: STREAM,
    faults: [SLOW_ANSWER],
    client: 'leaves',
    endings: ['left', '200'],
  },
  {
    name: 'client leaves an upload',
    share: 2,
    target: CONVERSE,
    bodyBytes: LARGE,
    client: 'leaves',
    endings: ['left', '200'],
  },
  {
    name: 'client leaves before an answer',
    share: 2,
    target: CONVERSE,
    faults: [{ kind: 'never-answers' }],
    client: 'leaves',
    endings: ['left'],
  },
  { name: 'stale keep-alive', share: 3, target: CONVERSE, faults: [{ kind: 'close-idle' }], endings: TRIED_AGAIN },
  {
    name: 'reset before the head',
    share: 1,
    target: CONVERSE,
    faults: [{ kind: 'reset-before-head' }],
    endings: TRIED_AGAIN,
  },
  {
    name: 'reset before the head, twice',
    share: 1,
    target: CONVERSE,
    faults: [{ kind: 'reset-before-head' }, { kind: 'reset-before-head' }],
    endings: ['503'],
  },
  { name: 'reset after the head', share: 1, target: STREAM, faults: [{ kind: 'reset-after-head' }], endings: EXCEPTS },
  { name: 'reset in mid-frame', share: 2, target: STREAM, faults: [{ kind: 'reset-mid-frame' }], endings: BREAKS },
  {
    name: 'clean end in mid-frame',
    share: 2,
    target: STREAM,
    faults: [{ kind: 'clean-end-mid-frame' }],
    endings: BREAKS,
  },
  {
    name: 'reset between frames',
    share: 1,
    target: STREAM,
    faults: [{ kind: 'reset-between-frames' }],
    endings: EXCEPTS,
  },
  {
    name: 'clean end between frames',
    share: 1,
    target: STREAM,
    faults: [{ kind: 'clean-end-between-frames' }],
    endings: WHOLE,
  },
  {
    name: 'exception frame',
    share: 1,
    target: STREAM,
    faults: [{ kind: 'exception-frame', exceptionType: 'throttlingException', message: 'Slow down.' }],
    endings: EXCEPTS,
  },
  { name: 'one byte at a time', share: 1, target: STREAM, faults: [{ kind: 'one-byte-writes' }], endings: WHOLE },
  { name: '429', share: 2, target: CONVERSE, faults: [failing(429, 'ThrottlingException')], endings: ['429'] },
  { name: '503', share: 2, target: CONVERSE, faults: [failing(503, 'ServiceUnavailableException')], endings: ['503'] },
  {
    name: 'refused: a web page',
    share: 2,
    target: CONVERSE,
    headers: { origin: 'https://example.com' },
    endings: ['403'],
    isRefused: true,
  },
  { name: 'refused: no operation', share: 1, target: `/model/${MODEL}/converses`, endings: ['404'], isRefused: true },
  { name: 'refused: no model', share: 1, target: CHAT.target, endings: ['400'], isRefused: true },
]

/** The kinds in the proportion of their shares. */
const DECK = TRAFFIC.flatMap((traffic) => Array<Traffic>(traffic.share).fill(traffic))
/** So many requests in a row are of every kind. */
export const REQUESTS_OF_EVERY_KIND = DECK.length
/** Has no divisor in common with a hundred, so that every kind comes in its share and neighbours differ. */
const STRIDE = 37

/** The kind of a request by its number: the same in every run. */
export function trafficOf(number: number): Traffic {
  return DECK[(number * STRIDE) % DECK.length] as Traffic
}
