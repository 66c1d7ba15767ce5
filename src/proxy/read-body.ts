import { ProxyError } from '../bedrock/errors.ts'
import type { IncomingRequest } from '../http/dual-server.ts'
import { type Body, BodyDigest, EMPTY_BODY } from './body.ts'

/** How large a body may be, and how long nothing of it may arrive. */
export type BodyLimits = { readonly maxBodyBytes: number; readonly idleTimeoutMs: number }

/** Takes room for so many bytes, or throws. */
export type Reserve = (bytes: number) => void

/**
 * Reads a request body up to the cap. The digest is taken while the bytes arrive, unless the body may yet change. Room is
 * reserved for the whole body where content-length tells it, else for what arrives.
 * @throws ProxyError `body-too-large` (at once where content-length says so), `truncated-body`, `body-timeout`, and what
 * `reserve` throws
 */
export async function readBody(
  request: IncomingRequest,
  limits: BodyLimits,
  mayChange: boolean,
  reserve: Reserve = () => undefined,
): Promise<Body> {
  if (request.method === 'GET') return EMPTY_BODY
  const declaredBytes = request.headers['content-length']
  try {
    if (declaredBytes !== undefined) reserveWhole(Number(declaredBytes), limits, reserve)
  } catch (error) {
    discardRest(request)
    throw error
  }
  return receive(request, limits, mayChange, declaredBytes === undefined ? reserve : () => undefined)
}

function reserveWhole(bytes: number, limits: BodyLimits, reserve: Reserve): void {
  if (bytes > limits.maxBodyBytes) throw tooLarge(limits)
  reserve(bytes)
}

function receive(request: IncomingRequest, limits: BodyLimits, mayChange: boolean, reserve: Reserve): Promise<Body> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const digest = mayChange ? undefined : new BodyDigest()
    let byteLength = 0
    const idle = setTimeout(() => stop(timedOut(limits)), limits.idleTimeoutMs)
    const stopWatching = watchPace({ bytesSoFar: () => byteLength, onTooSlow: () => stop(tooSlow()) })
    const clearTimers = () => {
      clearTimeout(idle)
      stopWatching()
    }

    const stop = (error: unknown) => {
      clearTimers()
      request.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken)
      discardRest(request)
      reject(error)
    }
    const onData = (chunk: Buffer) => {
      byteLength += chunk.length
      if (byteLength > limits.maxBodyBytes) return stop(tooLarge(limits))
      try {
        reserve(chunk.length)
      } catch (error) {
        return stop(error)
      }
      idle.refresh()
      chunks.push(chunk)
      digest?.update(chunk)
    }
    const onEnd = () => {
      clearTimers()
      request.off('error', onBroken).off('close', onBroken)
      resolve({ chunks, byteLength, sha256: digest?.digest() })
    }
    const onBroken = () => stop(truncated())
    request.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken)
  })
}

type Pace = { bytesSoFar(): number; onTooSlow(): void }

/** Tells when a body has fallen behind the least pace, so that nobody holds memory by sending a byte now and then. */
function watchPace({ bytesSoFar, onTooSlow }: Pace): () => void {
  const startedAt = performance.now()
  const check = () => {
    const leftMs = GRACE_MS + (bytesSoFar() / MIN_BYTES_PER_SECOND) * 1000 - (performance.now() - startedAt)
    if (leftMs <= 0) return onTooSlow()
    timer = setTimeout(check, leftMs)
  }
  let timer = setTimeout(check, GRACE_MS)
  return () => clearTimeout(timer)
}

/** Before that a body may come as slowly as it likes, but for silence. */
const GRACE_MS = 30_000
/** What a body must come at in the long run: slower than a modem. */
const MIN_BYTES_PER_SECOND = 1024

/** How long the rest of a refused body is read and thrown away, so that the client gets to read the answer. */
const DISCARD_MS = 5_000

/**
 * Reads the rest of a refused body and throws it away. Without this, closing the connection on a client that is still
 * sending would reset it before it saw the answer.
 */
export function discardRest(request: IncomingRequest): void {
  if (request.complete || request.destroyed) return
  const giveUp = setTimeout(() => request.socket?.destroy(), DISCARD_MS).unref()
  request
    .on('error', () => undefined)
    .on('close', () => clearTimeout(giveUp))
    .on('end', () => clearTimeout(giveUp))
  request.resume()
}

function tooLarge({ maxBodyBytes }: BodyLimits): ProxyError {
  return new ProxyError(
    'body-too-large',
    `The request body is larger than ${maxBodyBytes} bytes. Send less, or raise --max-body-bytes.`,
  )
}

function truncated(): ProxyError {
  return new ProxyError('truncated-body', 'The request body ended before it was complete. Send it again in full.')
}

function tooSlow(): ProxyError {
  return new ProxyError(
    'body-timeout',
    `The request body came at less than ${MIN_BYTES_PER_SECOND} bytes a second. Send it again over a faster connection.`,
  )
}

function timedOut({ idleTimeoutMs }: BodyLimits): ProxyError {
  return new ProxyError(
    'body-timeout',
    `No byte of the request body arrived for ${idleTimeoutMs} ms. Send it again, or raise --idle-timeout-ms.`,
  )
}
