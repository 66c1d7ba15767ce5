import type { Fault } from './faults.ts'
import type { SimulatedRequest } from './simulated-request.ts'

/** How the control plane is known to misbehave. Adding a way is adding a row. */
export const CONTROL_PLANE_TROUBLES = {
  denied: refusal(403, 'AccessDeniedException', 'User is not authorized to perform this bedrock action.'),
  throttled: refusal(429, 'ThrottlingException', 'Too many requests, please wait before trying again.'),
  failing: refusal(500, 'InternalServerException', 'The request processing has failed.'),
  /** Every listing is there, and there is nothing in it. */
  empty: json('{"inferenceProfileSummaries":[],"modelSummaries":[],"tags":[]}'),
  garbage: json('<html><body>CANARY</body></html>'),
  /** A head, and then nothing. */
  stalled: { kind: 'silence' },
  silent: { kind: 'never-answers' },
} as const satisfies Record<string, Fault>

/** Name of a row of CONTROL_PLANE_TROUBLES. */
export type ControlPlaneTrouble = keyof typeof CONTROL_PLANE_TROUBLES

/** Trouble that lasts until other trouble, or none, takes its place. */
export type StandingTrouble<Name extends string> = {
  /** Without a trouble: all is well again. Without `concerns`: it is about every request. */
  set(trouble?: Name | Fault, concerns?: (request: SimulatedRequest) => boolean): void
  /** What a request suffers. */
  of(request: SimulatedRequest): Fault | undefined
}

/** No trouble until somebody orders some, by its name in a table or as it is. */
export function createStandingTrouble<Name extends string>(rows: Readonly<Record<Name, Fault>>): StandingTrouble<Name> {
  let fault: Fault | undefined
  let isConcerned: (request: SimulatedRequest) => boolean = () => true
  return {
    set(trouble, concerns = () => true) {
      fault = typeof trouble === 'string' ? rows[trouble] : trouble
      isConcerned = concerns
    },
    of: (request) => (isConcerned(request) ? fault : undefined),
  }
}

function refusal(status: number, exception: string, message: string): Fault {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': `${exception}:http://internal.amazon.com/` }
  return { kind: 'status', status, headers, body: JSON.stringify({ message }) }
}

function json(body: string): Fault {
  return { kind: 'status', status: 200, headers: { 'content-type': 'application/json' }, body }
}
