import { randomBytes } from 'node:crypto'
import { createViaName } from '../http/via.ts'
import type { Telemetry } from '../telemetry/request-record.ts'
import type { AdmissionPolicy } from './admit-request.ts'
import { createClientQuotas, type Quota } from './client-quotas.ts'
import type { DayTokens } from './day-tokens.ts'
import { type ClientToken, createClientCheck } from './identify-client.ts'
import { createRequestGate, type GateLimits, type RequestGate } from './request-gate.ts'

/** Who may call, and how much. */
export type GuardSettings = {
  readonly allowHosts: AdmissionPolicy['allowHosts']
  readonly clientToken?: readonly ClientToken[] | undefined
  readonly limits: GateLimits
  /** For each client. */
  readonly quota: Quota
  /** What its clients have used today; nothing, where that is not given. */
  readonly days?: DayTokens
}

/** What stands between clients and the proxy, and the telemetry by which it learns what they have used. */
export type Guard = {
  readonly admission: AdmissionPolicy
  readonly gate: RequestGate
  readonly watch: (telemetry: Telemetry) => Telemetry
}

/** A guard that knows nobody yet. Its name in `via` headers is chosen by chance. */
export function createGuard({ allowHosts, clientToken = [], limits, quota, days }: GuardSettings): Guard {
  const quotas = createClientQuotas(quota, Date.now, days)
  return {
    admission: {
      allowHosts,
      identifyClient: createClientCheck(clientToken),
      viaName: createViaName(randomBytes(8).toString('hex')),
    },
    gate: createRequestGate(limits, quotas),
    watch: (telemetry) => ({
      ...telemetry,
      requestFinished(record, cause, resolution) {
        quotas.spend(record)
        telemetry.requestFinished(record, cause, resolution)
      },
    }),
  }
}
