import type { Duplex } from 'node:stream'
import { ProxyError } from '../bedrock/errors.ts'
import { CODINGS, type ContentCoding, createDecoder } from '../http/content-coding.ts'
import type { IncomingRequest } from '../http/dual-server.ts'
import type { BodyRoom } from './admission.ts'
import { type Body, BodyDigest } from './body.ts'
import { BodyIntake, tooLarge } from './body-intake.ts'
import { afterReading, MIN_BYTES_PER_SECOND, watchPace } from './body-pace.ts'
import type { BodySearch } from './look-into-body.ts'

/** How a body is read. */
export type ReadingOptions = {
  readonly maxBodyBytes: number
  /** How long nothing of it may arrive. */
  readonly idleTimeoutMs: number
  readonly search: BodySearch | undefined
  readonly room: BodyRoom
  readonly coding: ContentCoding | 'identity'
}

/** After so many small chunks the others get their turn: a client may send its body byte by byte. */
const SMALL_CHUNKS_PER_TURN = 256
const SMALL_BYTES = 1024

/** One body that is being read, and decoded where it is encoded. */
export class BodyReading {
  readonly #request: IncomingRequest
  readonly #options: ReadingOptions
  readonly #intake: BodyIntake
  readonly #asItCame: BodyDigest | undefined
  #beginning: Promise<void> | undefined
  #decoder: Duplex | undefined
  #arrivedBytes = 0
  #smallChunks = 0
  /** What has to happen before more is read. */
  #pauses = 0
  #settle: (error: unknown, body?: Body) => void = () => undefined

  constructor(request: IncomingRequest, options: ReadingOptions) {
    const { room, coding, search, maxBodyBytes } = options
    const { reserve, signsBody } = room
    this.#request = request
    this.#options = options
    this.#intake = new BodyIntake({ maxBodyBytes, search, reserve, signsBody: signsBody && coding === 'identity' })
    if (signsBody && coding !== 'identity') this.#asItCame = new BodyDigest()
  }

  /** The whole body. Rejects with a ProxyError, and leaves what is still to come of it unread. */
  whole(): Promise<Body> {
    const { room, idleTimeoutMs } = this.#options
    return new Promise((resolve, reject) => {
      const idle = setTimeout(() => {
        const before = this.#arrivedBytes
        afterReading(() => this.#arrivedBytes === before && this.#stop(timedOut(idleTimeoutMs)))
      }, idleTimeoutMs)
      const onData = (chunk: Buffer) => {
        idle.refresh()
        this.#arrive(chunk)
      }
      const onBroken = () => this.#stop(truncated())
      const onEnd = () => {
        // What is decoded may come long after the request has been closed.
        this.#request.off('error', onBroken).off('close', onBroken)
        this.#arriveEnd()
      }
      const stopWatching = watchPace({ bytesSoFar: () => this.#arrivedBytes, onTooSlow: () => this.#stop(tooSlow()) })
      this.#settle = (error, body) => {
        clearTimeout(idle)
        stopWatching()
        room.goOn()
        this.#request.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken)
        this.#settle = () => undefined
        if (body) resolve(body)
        else reject(error)
      }
      room.awaitClient((error) => this.#stop(error))
      this.#request.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken)
    })
  }

  #arrive(chunk: Buffer): void {
    const { coding, maxBodyBytes } = this.#options
    this.#arrivedBytes += chunk.length
    this.#asItCame?.update(chunk)
    if (chunk.length < SMALL_BYTES && ++this.#smallChunks % SMALL_CHUNKS_PER_TURN === 0) {
      this.#pause((goOn) => setImmediate(goOn))
    }
    if (coding === 'identity') this.#take(chunk)
    else if (this.#arrivedBytes > maxBodyBytes) this.#stop(tooLarge(maxBodyBytes))
    else if (this.#decoder) this.#decode(chunk, this.#decoder)
    else this.#pause((goOn) => this.#beginDecoding(coding, chunk, goOn))
  }

  /** The end may come while a decoder is still being made. */
  #arriveEnd(): void {
    if (this.#beginning) void this.#beginning.then(() => this.#decoder?.end())
    else this.#finish()
  }

  #beginDecoding(coding: ContentCoding, first: Buffer, goOn: () => void): void {
    this.#beginning = this.#makeDecoder(coding, first).catch((error: unknown) => this.#stop(error))
    void this.#beginning.then(goOn)
  }

  async #makeDecoder(coding: ContentCoding, first: Buffer): Promise<void> {
    const decoder = await createDecoder(coding, first)
    decoder
      .on('data', (chunk: Buffer) => this.#take(chunk))
      .on('end', () => this.#finish())
      .on('error', () => this.#stop(notDecoded(coding)))
    this.#decoder = decoder
    this.#decode(first, decoder)
  }

  #decode(chunk: Buffer, decoder: Duplex): void {
    if (!decoder.write(chunk)) this.#pause((goOn) => decoder.once('drain', goOn))
  }

  #take(chunk: Buffer): void {
    try {
      this.#intake.take(chunk)
    } catch (error) {
      this.#stop(error)
    }
  }

  #finish(): void {
    const sha256AsItCame = this.#asItCame?.digest()
    this.#settle(undefined, { ...this.#intake.finish(), ...(sha256AsItCame !== undefined && { sha256AsItCame }) })
  }

  #stop(error: unknown): void {
    this.#decoder?.destroy()
    this.#settle(error)
  }

  /** Reads no more until what is waited for has gone on, and everything else that is waited for. */
  #pause(wait: (goOn: () => void) => void): void {
    this.#pauses++
    this.#request.pause()
    wait(() => {
      this.#pauses--
      if (this.#pauses === 0) this.#request.resume()
    })
  }
}

function notDecoded(coding: ContentCoding): ProxyError {
  return new ProxyError(
    'malformed-body',
    `The request body is not what its content-encoding ${coding} says. Send it whole as ${CODINGS}, or as it is.`,
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

function timedOut(idleTimeoutMs: number): ProxyError {
  return new ProxyError(
    'body-timeout',
    `No byte of the request body arrived for ${idleTimeoutMs} ms. Send it again, or raise --idle-timeout-ms.`,
  )
}
