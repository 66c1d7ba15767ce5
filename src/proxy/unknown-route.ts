import { type ErrorDialect, ProxyError } from '../bedrock/errors.ts'
import type { Operation } from '../bedrock/operations.ts'
import type { Forwarded } from './forward-request.ts'
import { discardBody, peekBody } from './peek-body.ts'
import { exceptionOf, type UpstreamResponse } from './upstream-response.ts'

/** Whether an answer says that the endpoint does not know the route, and the answer with every byte that it had. */
export type RouteJudgement = { readonly response: UpstreamResponse; readonly isUnknown: boolean }

/**
 * Tells an endpoint that does not know a route from one that knows it and has something else to say, such as that there is
 * no such model. To be called in the turn in which the head was received.
 */
export async function judgeRoute(response: UpstreamResponse): Promise<RouteJudgement> {
  const row = ROWS.find(({ status }) => status === response.status)
  if (!row || isStream(response) || lengthOf(response) > row.maxBytes) return { response, isUnknown: false }
  const { response: held, text } = await peekBody(response, row.maxBytes)
  return { response: held, isUnknown: row.isUnknown(text, exceptionOf(held)) }
}

/**
 * Lets an answer pass unless it is a success that is none: AWS brings its routes to its Regions one by one, and some endpoints
 * say so with a status of 200. Streams and long answers pass by for the price of two headers.
 * @throws ProxyError `unknown-route`
 */
export async function refuseUnknownRoute<Sent extends Forwarded>(
  sent: Sent,
  { dialect, path, upstreamPath = path }: Operation,
  region: string,
): Promise<Sent> {
  if (!isWorthALook(sent.response, dialect)) return sent
  const { response, isUnknown } = await judgeRoute(sent.response)
  if (!isUnknown) return { ...sent, response }
  discardBody(response)
  throw new ProxyError(
    'unknown-route',
    `The endpoint of ${region} does not know the route ${upstreamPath}. ${REMEDIES[dialect]}`,
    { attempts: sent.attempts },
  )
}

const REMEDIES: Readonly<Record<ErrorDialect, string>> = {
  aws: 'Use another Region.',
  openai: 'Use another Region, or the operations under /model.',
  anthropic: 'Use another Region, or the operations under /model.',
}

/** AWS's own operations say JSON and its length where they answer at once; vendors' routes may do neither. */
function isWorthALook(response: UpstreamResponse, dialect: ErrorDialect): boolean {
  if (response.status !== 200) return false
  if (dialect !== 'aws') return true
  const isJson = response.header('content-type')?.includes('json') ?? false
  return isJson && Number(response.header('content-length') ?? Number.NaN) <= MAX_BYTES_IN_200
}

type Row = {
  readonly status: number
  /** No answer of this kind is longer, so that a longer one need not wait until it is there. */
  readonly maxBytes: number
  readonly isUnknown: (text: string, exception: string) => boolean
}

const MAX_BYTES_IN_200 = 512

const ROWS: readonly Row[] = [
  /** What a service of AWS's framework answers to a route that it does not have: no success, whatever the status. */
  { status: 200, maxBytes: MAX_BYTES_IN_200, isUnknown: (text) => UNKNOWN_IN_200.test(text) },
  /** Whoever names another exception, or explains itself in JSON, knows the route. */
  {
    status: 404,
    maxBytes: 16 * 1024,
    isUnknown: (text, exception) => UNKNOWN.test(exception || text) || (exception === '' && !isJsonObject(text)),
  },
]

const UNKNOWN = /UnknownOperation/
const UNKNOWN_IN_200 = /^\s*\{\s*"Output"\s*:\s*\{\s*"__type"\s*:\s*"[^"]*UnknownOperationException"/

function isStream(response: UpstreamResponse): boolean {
  return response.header('content-type')?.startsWith('text/event-stream') ?? false
}

function lengthOf(response: UpstreamResponse): number {
  return Number(response.header('content-length') ?? 0)
}

function isJsonObject(text: string): boolean {
  try {
    return JSON.parse(text) instanceof Object
  } catch {
    return false
  }
}
