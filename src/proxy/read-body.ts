import { ProxyError } from '../bedrock/errors.ts'
import type { IncomingRequest } from '../http/dual-server.ts'
import type { Admission } from './admission.ts'
import { type Body, EMPTY_BODY } from './body.ts'
import { BodyIntake, tooLarge } from './body-intake.ts'
import { MIN_BYTES_PER_SECOND, watchPace } from './body-pace.ts'

/** How large a body may be, and how long nothing of it may arrive. */
export type BodyLimits = { readonly maxBodyBytes: number; readonly idleTimeoutMs: number }

/** The room that a body takes as it comes, and who is told that it is waited for. */
export type BodyRoom = Pick<Admission, 'reserve' | 'awaitClient' | 'goOn'>

const BOUNDLESS: BodyRoom = { reserve: () => undefined, awaitClient: () => undefined, goOn: () => undefined }

/**
 * Reads a request body up to the cap. The digest is taken while the bytes arrive, unless the body may yet change. Room is
 * reserved for what has arrived, whatever was declared.
 * @throws ProxyError `body-too-large` (at once where content-length says so), `truncated-body`, `body-timeout`, and what
 * `reserve` throws
 */
export async function readBody(
  request: IncomingRequest,
  limits: BodyLimits,
  mayChange: boolean,
  room: BodyRoom = BOUNDLESS,
): Promise<Body> {
  if (request.method === 'GET') return EMPTY_BODY
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBodyBytes) {
    discardRest(request)
    throw tooLarge(limits.maxBodyBytes)
  }
  return receive(request, limits, mayChange, room)
}

/** After so many small chunks the others get their turn: a client may send its body byte by byte. */
const SMALL_CHUNKS_PER_TURN = 256
const SMALL_BYTES = 1024

function receive(request: IncomingRequest, limits: BodyLimits, mayChange: boolean, room: BodyRoom): Promise<Body> {
  return new Promise((resolve, reject) => {
    const intake = new BodyIntake(limits.maxBodyBytes, mayChange, room.reserve)
    let smallChunks = 0
    const idle = setTimeout(() => stop(timedOut(limits)), limits.idleTimeoutMs)
    const stopWatching = watchPace({ bytesSoFar: () => intake.byteLength, onTooSlow: () => stop(tooSlow()) })
    const settle = () => {
      clearTimeout(idle)
      stopWatching()
      room.goOn()
      request.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken)
    }
    const stop = (error: unknown) => {
      settle()
      discardRest(request)
      reject(error)
    }
    const onData = (chunk: Buffer) => {
      try {
        intake.take(chunk)
      } catch (error) {
        return stop(error)
      }
      idle.refresh()
      if (chunk.length < SMALL_BYTES && ++smallChunks % SMALL_CHUNKS_PER_TURN === 0) yieldTurn(request)
    }
    const onEnd = () => {
      settle()
      resolve(intake.finish())
    }
    const onBroken = () => stop(truncated())
    room.awaitClient(stop)
    request.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken)
  })
}

function yieldTurn(request: IncomingRequest): void {
  request.pause()
  setImmediate(() => request.resume())
}

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
