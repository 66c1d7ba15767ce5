import type { Evidence } from '../evidence.ts'
import { lastStep, profileFacts, profileFlag, type TroubleFacts, type TroubleRow, theProfile } from '../trouble-row.ts'

const SSO_KEYS = ['sso_account_id', 'sso_role_name'] as const
const SESSION_KEYS = ['sso_region', 'sso_start_url'] as const

/** Troubles with what somebody has to sign in to: SSO, and `aws login`. */
export const SESSION_TROUBLES = [
  {
    kind: 'sso-incomplete',
    recognize: (evidence) => (isOf(evidence, 'sso') && !isComplete(evidence) ? ssoFacts(evidence) : undefined),
    what: (names) => `The SSO settings of ${theProfile(names)}${ofSession(names)} are not complete.`,
    remedy: (names) => `Run \`aws configure sso${profileFlag(names)}\`, which writes all of them.`,
  },
  {
    kind: 'sso-role-refused',
    recognize: (evidence) =>
      isOf(evidence, 'sso') && /^(?:Forbidden|ResourceNotFound|InvalidRequest|AccessDenied)/.test(evidence.error.name)
        ? ssoFacts(evidence)
        : undefined,
    what: (names) => `AWS SSO does not give ${theProfile(names)} the role that it names.`,
    remedy: () =>
      'Ask for that role in that account to be assigned to you, or correct `sso_account_id` and `sso_role_name`.',
  },
  {
    kind: 'sso-session-ended',
    recognize: (evidence) => (isOf(evidence, 'sso') && !isElsewhere(evidence) ? ssoFacts(evidence) : undefined),
    what: ({ session, profile }) =>
      `The AWS SSO session${session ? ` ${session}` : profile ? ` of the profile ${profile}` : ''} has ended or was never opened.`,
    remedy: (names) => `Run \`aws sso login${profileFlag(names)}\` where the proxy runs.`,
  },
  {
    kind: 'login-session-ended',
    recognize: (evidence) =>
      isOf(evidence, 'login') && !isElsewhere(evidence)
        ? profileFacts(evidence, lastStep(evidence).profile)
        : undefined,
    what: (names) => `The AWS sign-in of ${theProfile(names)} has ended or was never made.`,
    remedy: (names) => `Run \`aws login${profileFlag(names)}\` where the proxy runs.`,
  },
] as const satisfies readonly TroubleRow[]

function isOf(evidence: Evidence, source: 'sso' | 'login'): boolean {
  return lastStep(evidence).source === source && !isFromSts(evidence)
}

/** SSO's refusals come as a name and words, those of STS whole. */
function isFromSts({ error, steps }: Evidence): boolean {
  return steps[0].source === 'role' && error.isAnswer && !error.words.startsWith(`${error.name}: `)
}

/** True for what no sign-in cures: a network that fails, a service that is busy. */
function isElsewhere({ error }: Evidence): boolean {
  return (
    error.code !== undefined ||
    (error.statusCode ?? 0) >= 500 ||
    /Timeout|FlightOverdue|TooManyRequests|Throttl/.test(error.name) ||
    /certificate|outbound proxy|names no http/i.test(error.words)
  )
}

function isComplete(evidence: Evidence): boolean {
  const { section } = lastStep(evidence)
  const session = section.sso_session === undefined ? section : evidence.config.ssoSessions[section.sso_session]
  return SSO_KEYS.every((key) => section[key]) && SESSION_KEYS.every((key) => session?.[key])
}

function ssoFacts(evidence: Evidence): TroubleFacts {
  const { profile, section } = lastStep(evidence)
  const { sso_session: session, sso_role_name: role } = section
  return { ...profileFacts(evidence, profile), ...(session && { session }), ...(role && { role }) }
}

function ofSession({ session }: { readonly session?: string }): string {
  return session === undefined ? '' : ` and of its session ${session}`
}
