import type { Evidence } from '../evidence.ts'
import { lastStep, profileFacts, sentence, type TroubleFacts, type TroubleRow, theProfile } from '../trouble-row.ts'

/** Troubles with a role that is to be assumed: what STS says to it, and what it takes. */
export const ROLE_TROUBLES = [
  {
    kind: 'web-identity-file-missing',
    recognize: (evidence) =>
      isWebIdentity(evidence) &&
      !evidence.error.isAnswer &&
      /^E(?:NOENT|ACCES|ISDIR|NOTDIR|PERM)$/.test(evidence.error.code ?? '')
        ? { ...roleFacts(evidence), ...tokenFile(evidence) }
        : undefined,
    what: () => 'The file with the web identity token is not there, or cannot be read.',
    remedy: () =>
      'Check that the token is mounted where AWS_WEB_IDENTITY_TOKEN_FILE or `web_identity_token_file` says, for the user that the proxy runs as.',
  },
  {
    kind: 'web-identity-refused',
    recognize: ofAnswer(
      /^(?:InvalidIdentityToken|IDPRejectedClaim|IDPCommunicationError|ExpiredToken)/,
      (evidence) => isWebIdentity(evidence) && { ...roleFacts(evidence), ...tokenFile(evidence) },
    ),
    what: () => 'AWS STS does not accept the web identity token.',
    remedy: () => 'Check its expiry, and that its issuer and audience are those of the identity provider in IAM.',
  },
  {
    kind: 'mfa-wanted',
    recognize: (evidence) => {
      const step = evidence.steps.find(({ source, section }) => source === 'role' && section.mfa_serial)
      return step && !evidence.error.isAnswer && /multi-factor/.test(evidence.error.words)
        ? { ...profileFacts(evidence, step.profile), ...roleOf(step.section.role_arn) }
        : undefined
    },
    what: (names) => `${sentence(theProfile(names))} asks for an MFA code, and the proxy cannot ask anybody for one.`,
    remedy: () =>
      'Name a profile whose session is opened elsewhere: by SSO, or by a `credential_process` of a tool that asks for the code.',
  },
  {
    kind: 'role-denied',
    recognize: ofAnswer(/^AccessDenied/, roleFacts),
    what: (names) => `AWS STS does not let the role of ${theProfile(names)} be assumed.`,
    remedy: () =>
      'Allow it on both sides: `sts:AssumeRole` for who assumes it, and the trust policy of the role itself.',
  },
  {
    kind: 'source-keys-refused',
    recognize: ofAnswer(
      /^(?:InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidAccessKeyId|ExpiredToken|RequestExpired)/,
      (evidence) => profileFacts(evidence, lastStep(evidence).profile),
    ),
    what: (names) => `AWS STS does not accept the keys of ${theProfile(names)}, with which a role is to be assumed.`,
    remedy: () => 'Renew them, and check the clock of this machine.',
  },
  {
    kind: 'sts-region-off',
    recognize: ofAnswer(/^RegionDisabled/, roleFacts),
    what: () => 'AWS STS is switched off in the Region that it is asked in.',
    remedy: () =>
      'Set AWS_REGION or the `region` of the profile to one where it is on, or activate it in the account settings of IAM.',
  },
  {
    kind: 'role-invalid',
    recognize: ofAnswer(
      /^(?:ValidationError|ValidationException|MalformedPolicyDocument|PackedPolicyTooLarge)/,
      roleFacts,
    ),
    what: (names) => `AWS STS calls what ${theProfile(names)} says of its role invalid.`,
    remedy: () => 'Check `role_arn`, `role_session_name` and `duration_seconds`, which the role itself limits.',
  },
] as const satisfies readonly TroubleRow[]

function ofAnswer(
  name: RegExp,
  facts: (evidence: Evidence) => TroubleFacts | false | undefined,
): TroubleRow['recognize'] {
  return (evidence) => {
    const isSo = evidence.error.isAnswer && name.test(evidence.error.name) && takesRole(evidence)
    return (isSo && facts(evidence)) || undefined
  }
}

function takesRole(evidence: Evidence): boolean {
  return evidence.steps[0].source === 'role' || isWebIdentity(evidence)
}

function isWebIdentity(evidence: Evidence): boolean {
  return evidence.place === 'web-identity' || lastStep(evidence).source === 'web-identity'
}

/** With several roles in a row, the one that STS's words are about. */
function roleFacts(evidence: Evidence): TroubleFacts {
  if (evidence.place === 'web-identity') return roleOf(evidence.env.AWS_ROLE_ARN)
  const roles = evidence.steps.filter(({ section }) => section.role_arn)
  const step = roles.find(({ section }) => evidence.error.words.includes(section.role_arn ?? '')) ?? roles[0]
  return step ? { ...profileFacts(evidence, step.profile), ...roleOf(step.section.role_arn) } : {}
}

function roleOf(role: string | undefined): TroubleFacts {
  return role === undefined ? {} : { role }
}

function tokenFile(evidence: Evidence): TroubleFacts {
  const { web_identity_token_file } = lastStep(evidence).section
  const file = evidence.place === 'web-identity' ? evidence.env.AWS_WEB_IDENTITY_TOKEN_FILE : web_identity_token_file
  return file === undefined ? {} : { file }
}
