import { randomBytes } from 'node:crypto'
import { createViaName } from '../http/via.ts'
import type { Telemetry } from '../telemetry/request-record.ts'
import type { AdmissionPolicy } from './admit-request.ts'
import { createClientQuotas, type Quota } from './client-quotas.ts'
import { type ClientToken, createClientCheck } from './identify-client.ts'
import { createRequestGate, type GateLimits, type RequestGate } from './request-gate.ts'

/** Who may call, and how much. */
export type GuardSettings = Pick<AdmissionPolicy, 'allowHosts'> &
  GateLimits &
  Partial<Quota> & { readonly clientToken?: readonly ClientToken[] | undefined }

/** What stands between clients and the proxy, and the telemetry by which it learns what they have used. */
export type Guard = {
  readonly admission: AdmissionPolicy
  readonly gate: RequestGate
  readonly watch: (telemetry: Telemetry) => Telemetry
}

/** A guard that knows nobody yet. Its name in `via` headers is chosen by chance. */
export function createGuard(settings: GuardSettings): Guard {
  const { allowHosts, clientToken = [], requestsPerMinute, tokensPerDay } = settings
  const quotas = createClientQuotas({ requestsPerMinute, tokensPerDay })
  return {
    admission: {
      allowHosts,
      identifyClient: createClientCheck(clientToken),
      viaName: createViaName(randomBytes(8).toString('hex')),
    },
    gate: createRequestGate(settings, quotas),
    watch: (telemetry) => ({
      ...telemetry,
      requestFinished(record, cause) {
        quotas.spend(record)
        telemetry.requestFinished(record, cause)
      },
    }),
  }
}
