import type { Fault } from '../faults.ts'
import { stsRefusalAnswer } from './sts-answers.ts'
import { StsRefusal } from './sts-refusal.ts'

/** How STS is known to misbehave beyond what a request deserves. Adding a way is adding a row. */
export const STS_TROUBLES = {
  throttled: refusal(400, 'Throttling', 'Rate exceeded'),
  unavailable: refusal(503, 'ServiceUnavailable', 'Service Unavailable'),
  'region-disabled': refusal(403, 'RegionDisabledException', 'STS is not activated in this region for this account.'),
  garbage: { kind: 'status', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>CANARY</html>' },
  /** A head, and then nothing. */
  stalled: { kind: 'silence' },
  silent: { kind: 'never-answers' },
} as const satisfies Record<string, Fault>

/** Name of a row of STS_TROUBLES. */
export type StsTrouble = keyof typeof STS_TROUBLES

function refusal(status: number, code: string, message: string): Fault {
  const { headers, chunks } = stsRefusalAnswer(new StsRefusal(status, code, message))
  return { kind: 'status', status, headers, body: Buffer.concat(chunks) }
}
