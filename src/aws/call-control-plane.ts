import type { Dispatcher } from 'undici'
import type * as z from 'zod'
import { type Query, requestTarget } from '../http/query-string.ts'
import { retryAfterMs } from '../http/retry-after.ts'
import type { Authenticate } from './authenticate.ts'
import { ControlPlaneError } from './control-plane-error.ts'
import { sha256 } from './digests.ts'

/** Over what, and as whom, the control plane is called. */
export type ControlPlaneConnection = {
  readonly endpoint: URL
  readonly pool: Dispatcher
  readonly authenticate: Authenticate
  /** For one operation, from the first connection to the last byte of the last page. */
  readonly timeoutMs: number
}

/** One request to the control plane. A body makes it a POST of JSON. */
export type ControlPlaneCall = {
  readonly path: string
  readonly query?: Query
  readonly body?: object
  readonly signal: AbortSignal
}

/**
 * Sends one request and reads its JSON answer. Rejects with ControlPlaneError, a ProxyError, the signal's reason or what
 * the network says.
 */
export async function callControlPlane<Answer>(
  connection: ControlPlaneConnection,
  call: ControlPlaneCall,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const { statusCode, headers, body } = await send(connection, call)
  if (statusCode === 200) return parseAnswer(call.path, await readText(call.path, body), schema)
  await body.dump()
  const code = exceptionIn(headers) ?? `http-${statusCode}`
  const askedMs = retryAfterMs(String(headers['retry-after'] ?? ''))
  throw new ControlPlaneError(`The control plane answered ${call.path} with ${statusCode} ${code}.`, {
    code,
    ...(askedMs !== undefined && { retryAfterMs: askedMs }),
  })
}

async function send(
  { endpoint, pool, authenticate }: ControlPlaneConnection,
  { path, query = [], body, signal }: ControlPlaneCall,
): Promise<Dispatcher.ResponseData> {
  const { host, origin } = endpoint
  const method = body ? 'POST' : 'GET'
  const text = body ? JSON.stringify(body) : ''
  const content: Record<string, string> = body ? { 'content-type': 'application/json' } : {}
  const proof = await authenticate({ method, host, path, query, headers: content, sha256: sha256(text) })
  return pool.request({
    origin,
    path: requestTarget(path, query),
    method,
    headers: { host, accept: 'application/json', ...content, ...proof },
    body: body ? text : null,
    signal,
  })
}

/** Ten times the largest page that AWS is known to give; it is read in one turn. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024

async function readText(path: string, body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    // To leave the loop ends the connection.
    if (size > MAX_ANSWER_BYTES) throw tooLarge(path)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function tooLarge(path: string): ControlPlaneError {
  const message = `The control plane answered ${path} with more than ${MAX_ANSWER_BYTES} bytes.`
  return new ControlPlaneError(message, { code: 'too-large' })
}

type Headers = Dispatcher.ResponseData['headers']

/** AWS's name of the exception; whatever else a header may hold stays out of the log. */
function exceptionIn(headers: Headers): string | undefined {
  return /^\w{1,100}(?=:|$)/.exec(String(headers['x-amzn-errortype'] ?? ''))?.[0]
}

/** The parsers' own messages quote the answer; they stay behind, in the cause. */
function parseAnswer<Answer>(path: string, text: string, schema: z.ZodType<Answer>): Answer {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    const message = `The control plane answered ${path} with something else than its API says.`
    throw new ControlPlaneError(message, { code: 'malformed', cause })
  }
}
