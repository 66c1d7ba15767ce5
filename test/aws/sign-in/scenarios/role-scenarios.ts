import { startHttpServer } from '../../../fixtures/start-http-server.ts'
import type { TroubleScenario } from '../trouble-scenario.ts'

const ROLE = 'arn:aws:iam::111122223333:role/dev'
const BASE = '[profile base]\naws_access_key_id = AKIDCANARY\naws_secret_access_key = canary\n'
const CONFIG = `[profile work]\nrole_arn = ${ROLE}\nsource_profile = base\nregion = eu-west-1\n${BASE}`
const WORK = { profile: 'work', config: CONFIG }
const WORK_FACTS = { profile: 'work', role: ROLE, file: 'FOLDER/config' }
const WEB_IDENTITY = { AWS_ROLE_ARN: ROLE, AWS_WEB_IDENTITY_TOKEN_FILE: 'FOLDER/token', AWS_REGION: 'eu-west-1' }

/** What a role takes. */
export const ROLE_SCENARIOS: readonly TroubleScenario[] = [
  {
    title: 'a role that STS does not give',
    kind: 'role-denied',
    ...WORK,
    start: withSts('AccessDenied', 403),
    names: ['the profile work'],
    remedy: 'Allow it on both sides',
    facts: WORK_FACTS,
  },
  {
    title: 'the second of two roles that STS does not give',
    kind: 'role-denied',
    config: `[profile top]\nrole_arn = arn:aws:iam::111122223333:role/top\nsource_profile = work\n${CONFIG}`,
    profile: 'top',
    start: withSts('AccessDenied', 403, `canary on ${ROLE}`),
    names: ['the profile work'],
    remedy: 'Allow it on both sides',
    facts: WORK_FACTS,
  },
  {
    title: 'a web identity that may not have the role',
    kind: 'role-denied',
    env: WEB_IDENTITY,
    files: { token: 'canary' },
    start: withSts('AccessDenied', 403),
    remedy: 'Allow it on both sides',
    facts: { role: ROLE },
  },
  ...['InvalidClientTokenId', 'SignatureDoesNotMatch', 'ExpiredToken'].map(
    (code): TroubleScenario => ({
      title: `keys that STS answers with ${code}`,
      kind: 'source-keys-refused',
      ...WORK,
      start: withSts(code, 403),
      names: ['the profile base'],
      remedy: 'Renew them, and check the clock of this machine.',
      facts: { profile: 'base', file: 'FOLDER/config' },
    }),
  ),
  {
    title: 'STS in a Region where it is off',
    kind: 'sts-region-off',
    ...WORK,
    start: withSts('RegionDisabledException', 403),
    remedy: 'Set AWS_REGION or the `region` of the profile',
    facts: WORK_FACTS,
  },
  {
    title: 'a session that is to last too long',
    kind: 'role-invalid',
    ...WORK,
    start: withSts('ValidationError', 400),
    names: ['the profile work'],
    remedy: 'Check `role_arn`, `role_session_name` and `duration_seconds`',
    facts: WORK_FACTS,
  },
  {
    title: 'a role that asks for a code',
    kind: 'mfa-wanted',
    config: `[profile work]\nrole_arn = ${ROLE}\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/canary\n${BASE}`,
    profile: 'work',
    names: ['The profile work'],
    remedy: 'Name a profile whose session is opened elsewhere',
    facts: WORK_FACTS,
  },
  {
    title: 'a token that was not mounted',
    kind: 'web-identity-file-missing',
    env: WEB_IDENTITY,
    remedy: 'Check that the token is mounted',
    facts: { role: ROLE, file: 'FOLDER/token' },
  },
  {
    title: 'a token of a profile that was not mounted',
    kind: 'web-identity-file-missing',
    config: `[profile work]\nrole_arn = ${ROLE}\nweb_identity_token_file = FOLDER/token\n`,
    profile: 'work',
    remedy: 'Check that the token is mounted',
    facts: { ...WORK_FACTS, file: 'FOLDER/token' },
  },
  ...['InvalidIdentityToken', 'ExpiredTokenException', 'IDPRejectedClaim'].map(
    (code): TroubleScenario => ({
      title: `a token that STS answers with ${code}`,
      kind: 'web-identity-refused',
      env: WEB_IDENTITY,
      files: { token: 'canary' },
      start: withSts(code, 400),
      remedy: 'Check its expiry',
      facts: { role: ROLE, file: 'FOLDER/token' },
    }),
  ),
]

/** An STS that refuses everybody; its words are about the role, or about nothing. */
export function withSts(code: string, status: number, words = 'canary'): () => Promise<Record<string, string>> {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${words}</Message></Error>`
  return async () => ({
    AWS_ENDPOINT_URL_STS: await startHttpServer((_, response) =>
      response
        .writeHead(status, { 'content-type': 'text/xml' })
        .end(`<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${error}</ErrorResponse>`),
    ),
  })
}
