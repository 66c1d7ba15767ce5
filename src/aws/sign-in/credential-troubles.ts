import type { ErrorCode } from '../../bedrock/errors.ts'
import type { Evidence } from './evidence.ts'
import type { TroubleFacts, TroubleNames, TroubleRow } from './trouble-row.ts'
import type { SessionTroubleKind } from './troubles/client-session-troubles.ts'
import { ENVIRONMENT_TROUBLES } from './troubles/environment-troubles.ts'
import { MACHINE_TROUBLES } from './troubles/machine-troubles.ts'
import { NETWORK_TROUBLES } from './troubles/network-troubles.ts'
import { PROCESS_TROUBLES } from './troubles/process-troubles.ts'
import { PROFILE_TROUBLES } from './troubles/profile-troubles.ts'
import { ROLE_TROUBLES } from './troubles/role-troubles.ts'
import { SESSION_TROUBLES } from './troubles/session-troubles.ts'

/** Every kind of trouble with credentials, in the order in which they are considered: the last one takes all. */
export const CREDENTIAL_TROUBLES = [
  ...ENVIRONMENT_TROUBLES,
  ...PROFILE_TROUBLES,
  ...ROLE_TROUBLES,
  ...PROCESS_TROUBLES,
  ...SESSION_TROUBLES,
  ...MACHINE_TROUBLES,
  ...NETWORK_TROUBLES,
] as const

/** The name of a kind, as the log and `doctor` have it. */
export type TroubleKind = (typeof CREDENTIAL_TROUBLES)[number]['kind']

/** Why there are no credentials, and what to do. */
export type CredentialTrouble = {
  readonly kind: TroubleKind | SessionTroubleKind
  /** What requests are answered with, where that is not `no-credentials`. */
  readonly code?: ErrorCode
  /** Two sentences with the names that a person needs; no file, no role. */
  readonly message: string
  /** The same two without names, for who has shown no token. */
  readonly publicMessage: string
  /** For who runs the proxy alone. */
  readonly facts: TroubleFacts
}

/** Tells which kind of trouble the evidence is of. What AWS's providers said stands nowhere in it. */
export function diagnoseCredentials(evidence: Evidence): CredentialTrouble {
  for (const row of CREDENTIAL_TROUBLES) {
    const facts = row.recognize(evidence)
    if (facts) return toldBy(row, facts)
  }
  return troubleOf('unknown', {})
}

/** A trouble of a kind that is known already. */
export function troubleOf(kind: TroubleKind, facts: TroubleFacts): CredentialTrouble {
  return toldBy(CREDENTIAL_TROUBLES.find((row) => row.kind === kind) as TroubleRow<TroubleKind>, facts)
}

function toldBy(row: TroubleRow<TroubleKind>, found: TroubleFacts): CredentialTrouble {
  const facts = printable(found)
  const { file: _file, role: _role, exitCode: _exitCode, ...names } = facts
  const anonymous = facts.service === undefined ? {} : { service: facts.service }
  return { kind: row.kind, message: tell(row, names), publicMessage: tell(row, anonymous), facts }
}

function tell({ what, remedy }: Pick<TroubleRow, 'what' | 'remedy'>, names: TroubleNames): string {
  return `${what(names)} ${remedy(names)}`
}

/** Names come from files of the user: what a terminal would take for a command is left out, and what is endless is cut. */
function printable(facts: TroubleFacts): TroubleFacts {
  const clean = (value: string) => value.replace(UNPRINTABLE, '').slice(0, MAX_NAME_LENGTH)
  const entries = Object.entries(facts).map(([key, value]) => [
    key,
    typeof value === 'string' ? clean(value) : value.map(clean),
  ])
  return Object.fromEntries(entries)
}

const MAX_NAME_LENGTH = 256
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
