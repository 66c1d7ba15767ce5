import { peekBody } from './peek-body.ts'
import type { UpstreamResponse } from './upstream-response.ts'

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

type Row = {
  readonly status: number
  /** No answer of this kind is longer, so that a longer one need not wait until it is there. */
  readonly maxBytes: number
  readonly isUnknown: (text: string, exception: string) => boolean
}

const ROWS: readonly Row[] = [
  /** What a service of AWS's framework answers to a route that it does not have: no success, whatever the status. */
  { status: 200, maxBytes: 512, isUnknown: (text) => UNKNOWN_IN_200.test(text) },
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

function exceptionOf(response: UpstreamResponse): string {
  return response.header('x-amzn-errortype')?.split(':', 1)[0] ?? ''
}

function isJsonObject(text: string): boolean {
  try {
    return JSON.parse(text) instanceof Object
  } catch {
    return false
  }
}
