import type { ProxyError } from '../bedrock/errors.ts'
import type { Admission, Caller } from '../proxy/admission.ts'
import type { Body } from '../proxy/body.ts'
import type { ClientQuotas } from './client-quotas.ts'
import type { GateRoom, GiveWay, Waiting } from './gate-room.ts'
import type { Holder } from './shares.ts'

/** Room for those who have proved who they are, and for those who have not yet. */
export type GateRooms = { readonly proved: GateRoom; readonly unproved: GateRoom }

/**
 * One request that was let in. A client that has yet to prove itself takes its room as a connection; it is charged, and takes
 * the room of its name, when its body has come and its signature holds.
 */
export class GateEntry implements Admission, Waiting {
  slot: number | undefined
  sinceMs = 0
  readonly client: string | undefined
  readonly signsBody: boolean
  readonly #caller: Caller
  readonly #rooms: GateRooms
  readonly #quotas: ClientQuotas
  #room: GateRoom
  #holder: Holder
  #bytes = 0
  #isProved: boolean
  #hasLeft = false
  #isWaiting = false
  #onGiveWay: GiveWay | undefined

  constructor(caller: Caller, connection: object, rooms: GateRooms, quotas: ClientQuotas) {
    const { client, isProved, signsBody } = caller
    this.client = client
    this.signsBody = signsBody
    this.#caller = caller
    this.#rooms = rooms
    this.#quotas = quotas
    this.#isProved = isProved
    this.#room = isProved ? rooms.proved : rooms.unproved
    this.#holder = (isProved && client) || connection
    this.#room.take(this.#holder, 0)
    if (isProved) this.#charge()
  }

  checkBody(body: Body): void {
    this.#caller.checkBody(body)
    this.#prove()
  }

  checkStream(): void {
    this.#caller.checkStream()
    this.#prove()
  }

  reserve(bytes: number): void {
    if (this.#hasLeft) return
    if (this.#isWaiting) this.#room.wait(this)
    this.#room.takeBytes(this.#holder, bytes)
    this.#bytes += bytes
  }

  awaitClient(giveWay: GiveWay): void {
    if (this.#hasLeft) return
    this.#isWaiting = true
    this.#onGiveWay = giveWay
    this.#room.wait(this)
  }

  goOn(): void {
    this.#isWaiting = false
    this.#room.goOn(this)
  }

  leave(): void {
    if (this.#hasLeft) return
    this.#hasLeft = true
    this.goOn()
    this.#room.giveBack(this.#holder, this.#bytes)
  }

  giveWay(error: ProxyError): void {
    this.leave()
    this.#onGiveWay?.(error)
  }

  #prove(): void {
    const { client } = this
    if (this.#isProved || this.#hasLeft) return
    this.#isProved = true
    this.#room.goOn(this)
    const holder = client ?? this.#holder
    this.#rooms.proved.take(holder, this.#bytes)
    this.#room.giveBack(this.#holder, this.#bytes)
    this.#room = this.#rooms.proved
    this.#holder = holder
    if (this.#isWaiting) this.#room.wait(this)
    this.#quotas.take(client)
  }

  /** What is refused for its quota holds nothing. */
  #charge(): void {
    try {
      this.#quotas.take(this.client)
    } catch (error) {
      this.leave()
      throw error
    }
  }
}
