import type { WorldRequest } from './asked-requests.ts'
import type { Chance } from './chance.ts'
import { ClientRequest } from './client-request.ts'
import { ClientResponse } from './client-response.ts'
import type { VirtualTime } from './virtual-time.ts'

/** How a client behaves. Times are in milliseconds from its first byte on. */
export type ClientPlan = {
  readonly beginsAt: number
  readonly over: 'HTTP/1.1' | 'HTTP/2'
  /** How much waits for it before the proxy is asked to pause. */
  readonly highWaterBytes: number
  /** Bytes of the body that it sends; fewer than there are where it stalls. */
  readonly uploadBytes: number
  readonly leavesAfter: number | undefined
  /** How much of the answer it reads before it reads no more; infinitely much where it reads it all. */
  readonly readsBytes: number
}

/** A client of a world, and what it has seen. */
export type WorldClient = {
  readonly number: number
  readonly asked: WorldRequest
  readonly plan: ClientPlan
  readonly request: ClientRequest
  readonly response: ClientResponse
  /** When its first byte came, when the proxy was done with it; undefined until then. */
  beganAt?: number
  doneAt?: number
  /** True where it paused so long that others may have been given its room. */
  isPatienceTried?: boolean
  /** Timers that were still set for it when all was over. */
  leftBehind?: number
}

/** Makes up how a client behaves. */
export function planClient(chance: Chance, asked: WorldRequest, isCalm: boolean): ClientPlan {
  const stalls = !isCalm && asked.body.length > 0 && chance.percent(4)
  return {
    beginsAt: chance.percent(70) ? chance.between(0, 20_000) : chance.between(0, 3_000_000),
    over: chance.pick(['HTTP/1.1', 'HTTP/2'] as const),
    highWaterBytes: chance.pick([256, 65_536]),
    uploadBytes: stalls ? chance.between(0, asked.body.length - 1) : asked.body.length,
    leavesAfter: !isCalm && chance.percent(12) ? chance.between(1, 3000) : undefined,
    readsBytes: !isCalm && chance.percent(4) ? chance.between(0, 400) : Number.POSITIVE_INFINITY,
  }
}

/** A client that has yet to begin. */
export function createClient(number: number, asked: WorldRequest, plan: ClientPlan): WorldClient {
  const response = new ClientResponse(plan.over, plan.highWaterBytes)
  const request = new ClientRequest(asked, () => response.socketGone())
  response.once('close', () => request.break())
  return { number, asked, plan, request, response }
}

/** Where others need its room, a client may be let go that has kept the proxy waiting for so long. */
const PATIENCE_MS = 2_000

/** True for a client that took whatever came, when it came. */
export function tookAll({ plan, isPatienceTried = false }: WorldClient): boolean {
  return plan.readsBytes === Number.POSITIVE_INFINITY && !isPatienceTried
}

/** Plays the client: it uploads in pieces, reads in pieces, and goes when its time has come. */
export function playClient(client: WorldClient, time: VirtualTime, chance: Chance): void {
  const { asked, plan, request, response } = client
  let sofar = 0
  let isReading = false
  response.onReadable = readSoon
  readSoon()
  upload(0)
  if (plan.leavesAfter !== undefined) time.after(plan.leavesAfter, () => response.leave())

  function upload(from: number): void {
    if (from >= plan.uploadBytes) {
      if (plan.uploadBytes === asked.body.length) request.arriveWhole()
      return
    }
    const end = Math.min(plan.uploadBytes, from + chance.between(1, 2000))
    request.arrive(asked.body.subarray(from, end))
    time.after(chance.between(1, 30), () => upload(end))
  }

  function readSoon(): void {
    if (isReading || !response.isReadable || sofar >= plan.readsBytes) return
    isReading = true
    const pause = chance.percent(3) ? chance.between(100, 5000) : chance.between(1, 40)
    if (pause >= PATIENCE_MS) client.isPatienceTried = true
    time.after(pause, () => {
      isReading = false
      const room = Math.min(chance.between(1, 600), plan.readsBytes - sofar)
      sofar += room
      response.read(room)
      readSoon()
    })
  }
}
