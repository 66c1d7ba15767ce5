import type { Session } from './sts/sessions.ts'

/** What arrived at the simulator and what became of it; it fills up as the exchange goes on. */
export type SimulatedRequest = {
  readonly method: string
  /** The raw request target. */
  readonly path: string
  /** The raw flat list of names and values, HTTP/2's pseudo-headers included. */
  readonly headers: readonly string[]
  /** The raw body; empty until it has arrived whole. */
  readonly body: Buffer
  /** The events of a stream whose signatures held, each a whole frame. */
  readonly events: readonly Buffer[]
  readonly httpVersion: string
  readonly operation?: string
  /** The decoded identifier of the model that was asked for. */
  readonly modelId?: string
  readonly signature: 'verified' | 'bearer' | 'refused'
  /** The session that it was signed with; absent where it was the simulator's own identity. */
  readonly session?: Session
  /** Status of the answer; absent where none went out. */
  readonly status?: number
  /** Bytes of the answer's body written so far: what backpressure holds back is not in it. */
  readonly bytesWritten: number
  /** True where the client left before the answer was whole. */
  readonly aborted: boolean
  /** Resolves when the answer is whole or given up. */
  readonly closed: Promise<void>
}

/** The same for those who fill it in. */
export type RequestDraft = { -readonly [Field in keyof SimulatedRequest]: SimulatedRequest[Field] } & {
  events: Buffer[]
}
