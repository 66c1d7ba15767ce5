export type HttpVersion = '1.1' | '2'

/** One kind of load. Every turn at it ends after `maxRequests` or the time of a turn, whichever comes first. */
export type Workload = {
  readonly name: string
  readonly title: string
  readonly operation: 'converse' | 'converse-stream'
  readonly bodyBytes: number
  readonly version: HttpVersion
  /** Over HTTP/2, streams at a time on one connection. */
  readonly connections: number
  readonly maxRequests: number
}

const KB = 1000
const MB = 1000 * KB

/** Small prompts, long contexts and images, each from one caller to a crowd; and the time to the first token. */
export const WORKLOADS: readonly Workload[] = [
  converse('2kb-1', '2 KB, 1 connection', 2 * KB, 1, 10_000),
  converse('2kb-32', '2 KB, 32 connections', 2 * KB, 32, 50_000),
  converse('2kb-256', '2 KB, 256 connections', 2 * KB, 256, 50_000),
  converse('200kb-1', '200 KB, 1 connection', 200 * KB, 1, 5_000),
  converse('200kb-32', '200 KB, 32 connections', 200 * KB, 32, 5_000),
  converse('200kb-256', '200 KB, 256 connections', 200 * KB, 256, 5_000),
  converse('5mb-1', '5 MB, 1 connection', 5 * MB, 1, 200),
  converse('5mb-32', '5 MB, 32 connections', 5 * MB, 32, 200),
  {
    name: 'stream-1',
    title: 'event stream of 500 chunks, 1 connection',
    operation: 'converse-stream',
    bodyBytes: 2 * KB,
    version: '1.1',
    connections: 1,
    maxRequests: 200,
  },
  {
    ...converse(
      '2kb-http2-8',
      "2 KB, 8 at a time on the AWS SDK for JavaScript's own HTTP/2 connection",
      2 * KB,
      8,
      20_000,
    ),
    version: '2',
  },
]

function converse(name: string, title: string, bodyBytes: number, connections: number, maxRequests: number): Workload {
  return { name, title, operation: 'converse', bodyBytes, version: '1.1', connections, maxRequests }
}

/** A request of the usual size, for whoever measures something else than load. */
export const SMALL = { operation: 'converse', bodyBytes: 2 * KB } as const

/** The upstream answers it with the head and one chunk of a stream, and holds it open from then on. */
export const HELD_STREAM = { operation: 'invoke-with-response-stream', bodyBytes: 2 * KB } as const

/** The request target and the body of a workload. The model is bare: the proxy resolves it, the others pass it on. */
export function requestOf({ operation, bodyBytes }: { readonly operation: string; readonly bodyBytes: number }): {
  target: string
  body: Buffer
} {
  const prompt = (text: string) => JSON.stringify({ messages: [{ role: 'user', content: [{ text }] }] })
  const padding = 'a'.repeat(bodyBytes - prompt('').length)
  return { target: `/model/anthropic.claude-sonnet-4-6/${operation}`, body: Buffer.from(prompt(padding)) }
}
