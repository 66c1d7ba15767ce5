import { createStandingTrouble, type StandingTrouble } from '../control-plane-troubles.ts'
import { deliver } from '../deliver.ts'
import { deliverWithFault } from '../faults.ts'
import { openListener } from '../open-listener.ts'
import { readAll, recordOf } from '../receive-request.ts'
import { ResponseWire } from '../response-wire.ts'
import type { SimulatedRequest } from '../simulated-request.ts'
import type { SimulatorCredentials } from '../verify-signature.ts'
import { answerSts, type SimulatedRole } from './answer-sts.ts'
import type { Sessions } from './sessions.ts'
import { STS_TROUBLES, type StsTrouble } from './sts-troubles.ts'

/** Which STS to simulate. */
export type StsOptions = {
  /** The identity that may assume the roles. */
  readonly credentials: SimulatorCredentials
  readonly roles: readonly SimulatedRole[]
  /** Where sessions are opened; a simulated Bedrock with the same ones knows whose call is whose. */
  readonly sessions: Sessions
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number
}

/** An STS in the small, on loopback. */
export type SimulatedSts = {
  readonly url: string
  /** What arrived, in order. */
  readonly requests: readonly SimulatedRequest[]
  /** Makes it misbehave from now on, at every request or at those that are concerned; or no longer. */
  trouble: StandingTrouble<StsTrouble>['set']
  /** Cuts every connection and stops listening. */
  close(): Promise<void>
}

/** Starts a simulated STS for every Region. */
export async function startSts(options: StsOptions): Promise<SimulatedSts> {
  const { now = Date.now } = options
  const requests: SimulatedRequest[] = []
  const trouble = createStandingTrouble(STS_TROUBLES)
  const world = { ...options, now, region: 'us-east-1', service: 'sts', serves: () => true }
  const listener = await openListener({
    port: 0,
    async onRequest(request, response) {
      const record = recordOf(request)
      const wire = new ResponseWire(response, record)
      requests.push(record)
      record.body = await readAll(request)
      const answer = answerSts(record, world)
      const suffered = trouble.of(record)
      await (suffered ? deliverWithFault(wire, answer, suffered) : deliver(wire, answer, 0))
    },
  })
  return { url: listener.url, requests, trouble: trouble.set, close: listener.close }
}
