import { type ErrorDialect, ProxyError } from '../../bedrock/errors.ts'
import { NATIVE, otherRoute } from '../doors/door-table.ts'
import { exceptionOf, type UpstreamResponse } from '../exchange.ts'
import type { Remedy, Seen, UpstreamAttempt } from './attempt.ts'
import type { Topic } from './memory.ts'
import { MAX_MESSAGE_BYTES } from './recognise.ts'

type Words = NonNullable<Remedy['words']>

/** What a service of AWS's framework answers to a route that it does not have: no success, whatever the status. */
export const UNKNOWN_IN_200: Words = {
  maxBytes: 512,
  match: (text) => /^\s*\{\s*"Output"\s*:\s*\{\s*"__type"\s*:\s*"[^"]*UnknownOperationException"/.test(text),
}

/** Whoever names another exception, or explains itself in JSON, knows the route and has something else to say of it. */
export const UNKNOWN_IN_404: Words = {
  maxBytes: MAX_MESSAGE_BYTES,
  match(text, response) {
    const exception = exceptionOf(response)
    return /UnknownOperation/.test(exception || text) || (exception === '' && !isJsonObject(text))
  },
}

/** True for an answer on a route that has another one beside it, where it is no stream and no longer than such words are. */
export function mayBeUnknown({ attempt, outcome }: Seen<UpstreamResponse>, { maxBytes }: Words): boolean {
  return otherRoute(attempt) !== undefined && isShort(outcome, maxBytes)
}

/**
 * True for a success that may be none: AWS brings its routes to its Regions one by one, and some endpoints say so with a
 * status of 200. AWS's own operations say JSON and its length where they answer at once; vendors' routes may do neither.
 */
export function isWorthALook({ attempt, outcome }: Seen<UpstreamResponse>): boolean {
  if (attempt.route !== NATIVE || isKnownToDiffer(outcome)) return false
  if (!isShort(outcome, UNKNOWN_IN_200.maxBytes)) return false
  if (attempt.incoming.matched.operation.dialect !== 'aws') return true
  const isJson = outcome.header('content-type')?.includes('json') ?? false
  return isJson && outcome.header('content-length') !== undefined
}

/** True for a body that is there and begins otherwise: nearly every answer needs no closer look. */
function isKnownToDiffer(response: UpstreamResponse): boolean {
  const first = response.whole?.()?.[0]
  return first !== undefined && beginsOtherwise(first)
}

const BEGINNING = Buffer.from('{"Output"')

/** Where white space may stand is left to the closer look. */
function beginsOtherwise(bytes: Buffer): boolean {
  let matched = 0
  for (let at = 0; at < bytes.length && matched < BEGINNING.length; at++) {
    const byte = bytes[at] as number
    if (byte === BEGINNING[matched]) matched++
    else if (byte > SPACE && byte < DELETE) return true
  }
  return false
}

/** What is outside of them may be white space. */
const [SPACE = 0, DELETE = 0] = Buffer.from(' \x7f')

function isShort(response: UpstreamResponse, maxBytes: number): boolean {
  if (Number(response.header('content-length') ?? 0) > maxBytes) return false
  return !(response.header('content-type')?.startsWith('text/event-stream') ?? false)
}

/** AWS brings routes to its Regions one by one; an hour later this one may have it. */
export const UNKNOWN: Topic<true> = { name: 'unknown-route', holdsForMs: 60 * 60_000 }

/** Keeps in mind that the Region does not know the route of this operation. */
export function learnUnknownRoute({ attempt }: Seen): true {
  attempt.region.memory.learn(UNKNOWN, attempt.incoming.matched.operation.name, true)
  return true
}

/** The same request in the words of the other route of its door. */
export function onOtherRoute({ attempt }: Pick<Seen, 'attempt'>): UpstreamAttempt | undefined {
  const create = otherRoute(attempt)
  return create && { ...attempt, route: create() }
}

/** The other route at once, where the first is known to be unknown. */
export function avoidUnknownRoute(attempt: UpstreamAttempt): UpstreamAttempt {
  const isUnknown = attempt.region.memory.recall(UNKNOWN, attempt.incoming.matched.operation.name)
  return (isUnknown && onOtherRoute({ attempt })) || attempt
}

/** @throws ProxyError `unknown-route`, always */
export function refuseUnknownRoute({ attempt, history }: Pick<Seen, 'attempt' | 'history'>): never {
  const { dialect, path, upstreamPath = path } = attempt.incoming.matched.operation
  throw new ProxyError(
    'unknown-route',
    `The endpoint of ${attempt.region.region} does not know the route ${upstreamPath}. ${ADVICE[dialect]}`,
    { attempts: history.sends },
  )
}

const ADVICE: Readonly<Record<ErrorDialect, string>> = {
  aws: 'Use another Region.',
  openai: 'Use another Region, or the operations under /model.',
  anthropic: 'Use another Region, or the operations under /model.',
}

function isJsonObject(text: string): boolean {
  try {
    return JSON.parse(text) instanceof Object
  } catch {
    return false
  }
}
