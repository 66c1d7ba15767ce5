import type { Answer } from '../answer.ts'
import { type Access, authenticate } from '../authenticate.ts'
import { Refusal, type RefusalCode } from '../refusals.ts'
import type { SimulatedRequest } from '../simulated-request.ts'
import { type AssumeRole, readAssumeRole } from './read-assume-role.ts'
import type { Session, Sessions } from './sessions.ts'
import { assumedRoleArn, assumeRoleAnswer, callerIdentityAnswer, stsRefusalAnswer } from './sts-answers.ts'
import { denied, StsRefusal } from './sts-refusal.ts'

/** A role that may be assumed, and what its trust policy asks. */
export type SimulatedRole = {
  readonly arn: string
  readonly externalId?: string
  /** False where the trust policy lacks sts:TagSession. */
  readonly allowsTags?: boolean
  /** Twelve hours unless told. */
  readonly maxDurationS?: number
}

/** Who may open which sessions. */
export type StsWorld = Access & {
  readonly sessions: Sessions
  readonly roles: readonly SimulatedRole[]
  readonly now: () => number
}

/** What the proxy's own identity is called. */
const OWN_ARN = 'arn:aws:iam::123456789012:user/proxy'
/** A session that opens another one is a chain, whose links last an hour at most. */
const MAX_CHAINED_S = 3600

/** Answers a request as STS would; never throws. */
export function answerSts(request: SimulatedRequest, world: StsWorld): Answer {
  try {
    const caller = authenticated(request, world)
    const parameters = new URLSearchParams(request.body.toString('utf8'))
    const action = ACTIONS.get(parameters.get('Action') ?? '')
    if (!action) throw new StsRefusal(400, 'InvalidAction', 'Could not find operation for version 2011-06-15')
    return action(parameters, caller, world)
  } catch (error) {
    return stsRefusalAnswer(error)
  }
}

type Caller = { readonly arn: string; readonly session: Session | undefined }

function authenticated(request: SimulatedRequest, world: StsWorld): Caller {
  try {
    const { session } = authenticate({ ...request, target: request.path }, world, new Date(world.now()))
    return { arn: session ? assumedRoleArn(session) : OWN_ARN, session }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new StsRefusal(403, CODES[error.code] ?? 'SignatureDoesNotMatch', error.message)
  }
}

/** How STS calls what other services have exceptions for. */
const CODES: Readonly<Partial<Record<RefusalCode, string>>> = {
  'missing-authentication': 'MissingAuthenticationToken',
  'incomplete-signature': 'IncompleteSignature',
  'unknown-client': 'InvalidClientTokenId',
  'expired-token': 'ExpiredToken',
}

type Action = (parameters: URLSearchParams, caller: Caller, world: StsWorld) => Answer

const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['AssumeRole', assumeRole],
  ['GetCallerIdentity', (_parameters, { arn }) => callerIdentityAnswer(arn)],
])

function assumeRole(parameters: URLSearchParams, caller: Caller, { roles, sessions }: StsWorld): Answer {
  const asked = readAssumeRole(parameters)
  checkTrust(asked, caller, roles)
  return assumeRoleAnswer(sessions.open(asked))
}

/** A role that does not exist, and one that trusts somebody else, are denied alike. @throws StsRefusal */
function checkTrust(asked: AssumeRole, caller: Caller, roles: readonly SimulatedRole[]): void {
  const { roleArn, externalId, tags, durationS } = asked
  const role = roles.find(({ arn }) => arn === roleArn)
  if (!role || role.externalId !== externalId) throw denied(caller.arn, 'sts:AssumeRole', roleArn)
  if (Object.keys(tags).length > 0 && role.allowsTags === false) throw denied(caller.arn, 'sts:TagSession', roleArn)
  if (durationS > (role.maxDurationS ?? Number.POSITIVE_INFINITY)) {
    const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
    throw new StsRefusal(400, 'ValidationError', message)
  }
  if (caller.session && durationS > MAX_CHAINED_S) {
    const message = 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.'
    throw new StsRefusal(400, 'ValidationError', message)
  }
}
