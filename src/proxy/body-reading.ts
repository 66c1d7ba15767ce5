import type { Duplex } from 'node:stream'
import type { ProxyError } from '../bedrock/errors.ts'
import { type CoarseClock, clockFor, type Watched } from '../http/coarse-clock.ts'
import { type ContentCoding, createDecoder } from '../http/content-coding.ts'
import type { IncomingRequest } from '../http/dual-server.ts'
import { TurnShare } from '../http/turn-share.ts'
import type { BodyRoom } from './admission.ts'
import { type Body, BodyDigest } from './body.ts'
import { notDecoded, timedOut, tooSlow, truncated } from './body-errors.ts'
import { BodyIntake, tooLarge } from './body-intake.ts'
import { afterReading, isTooSlow } from './body-pace.ts'
import { discardRest } from './discard-rest.ts'
import type { BodySearch } from './look-into-body.ts'

/** How a body is read. */
export type ReadingOptions = {
  readonly maxBodyBytes: number
  /** How long nothing of it may arrive. */
  readonly idleTimeoutMs: number
  readonly search: BodySearch | undefined
  readonly room: BodyRoom
  readonly coding: ContentCoding | 'identity'
  /** Counts the silence; the one that is shared unless told. */
  readonly clock?: CoarseClock
}

type Settle = { readonly resolve: (body: Body) => void; readonly reject: (error: unknown) => void }

/** One body that is being read, and decoded where it is encoded. */
export class BodyReading implements Watched {
  slot: number | undefined
  readonly #request: IncomingRequest
  readonly #options: ReadingOptions
  readonly #intake: BodyIntake
  readonly #clock: CoarseClock
  readonly #asItCame: BodyDigest | undefined
  /** Of a body that comes in more than one piece. */
  #share: TurnShare | undefined
  #beginning: Promise<void> | undefined
  #decoder: Duplex | undefined
  #arrivedBytes = 0
  #hasArrived = false
  /** What has to happen before more is read. */
  #pauses = 0
  #ticks = 0
  #quietTicks = 0
  #bytesAtLastTick = 0
  #settle: Settle | undefined

  constructor(request: IncomingRequest, options: ReadingOptions) {
    const { room, coding, search, maxBodyBytes, idleTimeoutMs } = options
    const { signsBody } = room
    this.#request = request
    this.#options = options
    this.#clock = options.clock ?? clockFor(idleTimeoutMs)
    this.#intake = new BodyIntake({ maxBodyBytes, search, room, signsBody: signsBody && coding === 'identity' })
    if (signsBody && coding !== 'identity') this.#asItCame = new BodyDigest()
  }

  /** The whole body. Rejects with a ProxyError; then what is still to come of it is read and thrown away. */
  whole(): Promise<Body> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
      this.#clock.enter(this)
      this.#options.room.awaitClient(this.#stop)
      // Nobody takes them off: what comes when all is settled is passed over.
      this.#request
        .on('data', this.#onData)
        .on('end', this.#onEnd)
        .on('error', this.#onBroken)
        .on('close', this.#onBroken)
    })
  }

  /** Judges the silence, and the pace. */
  tick(): void {
    this.#ticks++
    this.#quietTicks = this.#arrivedBytes === this.#bytesAtLastTick ? this.#quietTicks + 1 : 0
    this.#bytesAtLastTick = this.#arrivedBytes
    if (this.#problem() !== undefined) afterReading(() => this.#judge())
  }

  #judge(): void {
    if (this.#arrivedBytes !== this.#bytesAtLastTick) this.#quietTicks = 0
    const problem = this.#problem()
    if (problem) this.#stop(problem())
  }

  #problem(): (() => ProxyError) | undefined {
    const { tickMs } = this.#clock
    const { idleTimeoutMs } = this.#options
    if (this.#quietTicks * tickMs >= idleTimeoutMs) return () => timedOut(idleTimeoutMs)
    return isTooSlow(this.#arrivedBytes, this.#ticks * tickMs) ? tooSlow : undefined
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#settle) this.#arrive(chunk)
  }

  readonly #onEnd = (): void => {
    if (this.#settle) this.#arriveEnd()
  }

  /** What is decoded may come long after the request has been closed. */
  readonly #onBroken = (): void => {
    if (!this.#hasArrived) this.#stop(truncated())
  }

  #arrive(chunk: Buffer): void {
    const { coding, maxBodyBytes } = this.#options
    if (this.#arrivedBytes > 0) this.#shareTurns(chunk)
    this.#arrivedBytes += chunk.length
    this.#asItCame?.update(chunk)
    if (coding === 'identity') this.#take(chunk)
    else if (this.#arrivedBytes > maxBodyBytes) this.#stop(tooLarge(maxBodyBytes))
    else if (this.#decoder) this.#decode(chunk, this.#decoder)
    else this.#pause((goOn) => this.#beginDecoding(coding, chunk, goOn))
  }

  /** The end may come while a decoder is still being made. */
  #arriveEnd(): void {
    this.#hasArrived = true
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
    const body = this.#intake.finish()
    const sha256AsItCame = this.#asItCame?.digest()
    this.#over()?.resolve(sha256AsItCame === undefined ? body : { sha256AsItCame, ...body })
  }

  readonly #stop = (error: unknown): void => {
    this.#decoder?.destroy()
    const settle = this.#over()
    if (!settle) return
    discardRest(this.#request)
    settle.reject(error)
  }

  /** The first ending counts. */
  #over(): Settle | undefined {
    const settle = this.#settle
    if (settle) {
      this.#clock.leave(this)
      this.#options.room.goOn()
    }
    this.#settle = undefined
    return settle
  }

  /** Reads no more until what is waited for has gone on, and everything else that is waited for. */
  #pause(wait: (goOn: () => void) => void): void {
    this.#hold()
    wait(() => this.#goOn())
  }

  #shareTurns(chunk: Buffer): void {
    this.#share ??= new TurnShare({ pause: () => this.#hold(), resume: () => this.#goOn() })
    this.#share.passed(chunk, true)
  }

  #hold(): void {
    this.#pauses++
    this.#request.pause()
  }

  #goOn(): void {
    this.#pauses--
    if (this.#pauses === 0) this.#request.resume()
  }
}
