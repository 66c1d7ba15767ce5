import type { Admission, Caller } from '../proxy/admission.ts'
import type { ClientQuotas } from './client-quotas.ts'
import { GateEntry, type GateRooms } from './gate-entry.ts'
import { GateRoom } from './gate-room.ts'

/** What all requests together may take, and the largest body that one may have. */
export type GateLimits = {
  readonly maxConcurrentRequests: number
  readonly maxBufferedBytes: number
  readonly maxBodyBytes?: number
}

/** One request that was let in; `leave` gives back what it took, once. */
export type AdmittedRequest = Admission & { readonly leave: () => void }

/** Lets requests in as long as there is room for them. */
export type RequestGate = {
  /**
   * `connection` stands for a client without a name, and for one that has yet to prove its name.
   * @throws ProxyError `client-quota`, `client-day-quota`, `too-many-requests`
   */
  readonly enter: (caller: Caller, connection?: object) => AdmittedRequest
}

/**
 * A gate that counts the requests under way and the bytes of their bodies, which are held until their answers have been
 * taken. It refuses before memory runs out, and everything it refuses may come again. Who has yet to prove itself is charged
 * nothing, and has room of its own beside: for one body at least, or an eighth of what the others have.
 */
export function createRequestGate(
  limits: GateLimits,
  quotas: ClientQuotas,
  now = () => performance.now(),
): RequestGate {
  const { maxConcurrentRequests: requests, maxBufferedBytes: bytes, maxBodyBytes: bodyBytes = 0 } = limits
  const rooms: GateRooms = {
    proved: new GateRoom({ requests, bytes, bodyBytes }, now),
    unproved: new GateRoom({ requests, bytes: Math.max(bodyBytes, Math.floor(bytes / 8)), bodyBytes }, now),
  }
  return { enter: (caller, connection = NO_CONNECTION) => new GateEntry(caller, connection, rooms, quotas) }
}

/** Of requests that nobody can tell apart. */
const NO_CONNECTION = {}
