import { ProxyError } from '../bedrock/errors.ts'
import { Slots, type Slotted } from '../http/slots.ts'
import { type Holder, type ShareLimits, Shares, type Shortage } from './shares.ts'

/** Lets a request go that has kept us waiting, in favour of another one. */
export type GiveWay = (error: ProxyError) => void

/** So long a client may let us wait, where others need its room. */
const PATIENCE_MS = 2_000

/** Long enough for some request to end, short enough for a person who waits. */
const RETRY_AFTER_SECONDS = 1

/** A request that lets us wait. */
export type Waiting = Slotted & {
  /** Since when, which is the room's to write. */
  sinceMs: number
  readonly giveWay: GiveWay
}

/**
 * Room for requests and the bytes of their bodies. Where it is full, whoever has let us wait the longest gives way: a client
 * that has stopped sending its body, or reading its answer.
 */
export class GateRoom {
  readonly #limits: ShareLimits
  readonly #shares: Shares
  readonly #now: () => number
  readonly #waiting = new Slots<Waiting>()

  constructor(limits: ShareLimits, now: () => number) {
    this.#limits = limits
    this.#shares = new Shares(limits)
    this.#now = now
  }

  /**
   * Takes room for one more request that holds so many bytes.
   * @throws ProxyError `too-many-requests`, `too-many-bytes`
   */
  take(holder: Holder, bytes: number): void {
    const requests = this.#shortage(() => this.#shares.shortageOfRequests(holder))
    if (requests) throw tooManyRequests(requests, this.#limits.requests)
    this.#checkBytes(holder, bytes)
    this.#shares.add(holder, 1, bytes)
  }

  /** @throws ProxyError `too-many-bytes` */
  takeBytes(holder: Holder, bytes: number): void {
    this.#checkBytes(holder, bytes)
    this.#shares.add(holder, 0, bytes)
  }

  giveBack(holder: Holder, bytes: number): void {
    this.#shares.add(holder, -1, -bytes)
  }

  /** A request waits for its client from now on, whether or not it has waited before. */
  wait(request: Waiting): void {
    request.sinceMs = this.#now()
    this.#waiting.add(request)
  }

  goOn(request: Waiting): void {
    this.#waiting.remove(request)
  }

  #checkBytes(holder: Holder, bytes: number): void {
    const shortage = this.#shortage(() => this.#shares.shortageOfBytes(holder, bytes))
    if (shortage) throw tooManyBytes(shortage, this.#limits.bytes)
  }

  #shortage(find: () => Shortage | undefined): Shortage | undefined {
    let shortage = find()
    while (shortage === 'all' && this.#letGo()) shortage = find()
    return shortage
  }

  /** False where nobody has let us wait too long. */
  #letGo(): boolean {
    const longest = this.#longestWait()
    if (!longest || this.#now() - longest.sinceMs < PATIENCE_MS) return false
    this.#waiting.remove(longest)
    longest.giveWay(tooPatient())
    return true
  }

  #longestWait(): Waiting | undefined {
    let longest: Waiting | undefined
    for (const request of this.#waiting) if (!longest || request.sinceMs < longest.sinceMs) longest = request
    return longest
  }
}

function tooManyRequests(shortage: Shortage, limit: number): ProxyError {
  const sentences: Record<Shortage, string> = {
    all: `This proxy is busy with ${limit} requests, and takes no more at a time.`,
    share: `This client has its share of the ${limit} requests that this proxy takes at a time, for others have some as well.`,
  }
  return new ProxyError(
    'too-many-requests',
    `${sentences[shortage]} Try again, or raise --max-concurrent-requests.`,
    RETRY,
  )
}

function tooManyBytes(shortage: Shortage, limit: number): ProxyError {
  const sentences: Record<Shortage, string> = {
    all: `The bodies of all requests under way would take more than ${limit} bytes of memory.`,
    share: `The bodies of this client would take more than its share of ${limit} bytes of memory, for others have requests under way as well.`,
  }
  return new ProxyError('too-many-bytes', `${sentences[shortage]} Try again, or raise --max-buffered-bytes.`, RETRY)
}

function tooPatient(): ProxyError {
  return new ProxyError(
    'too-many-requests',
    `Nothing of this request came for ${PATIENCE_MS} ms, and others needed its room. Try again, or raise --max-concurrent-requests.`,
    RETRY,
  )
}

const RETRY = { retryAfterSeconds: RETRY_AFTER_SECONDS }
