import { SSO_CONFIG, ssoTokenPath } from '../../../fixtures/identity-providers.ts'
import { startHttpServer } from '../../../fixtures/start-http-server.ts'
import type { TroubleScenario } from '../trouble-scenario.ts'

const PROFILE = {
  profile: 'work',
  facts: { profile: 'work', session: 'company', role: 'developer', file: 'FOLDER/config' },
}
const LOGIN = '`aws sso login'
const NEXT_YEAR = '2126-01-01T00:00:00Z'

/** What somebody has to sign in to. */
export const SESSION_SCENARIOS: readonly TroubleScenario[] = [
  {
    title: 'an SSO session that was never opened',
    kind: 'sso-session-ended',
    config: SSO_CONFIG,
    ...PROFILE,
    names: ['SSO session company', ' --profile work'],
    remedy: LOGIN,
  },
  {
    title: 'an SSO session that has ended',
    kind: 'sso-session-ended',
    config: SSO_CONFIG,
    files: { [ssoTokenPath()]: token('2020-01-01T00:00:00Z') },
    ...PROFILE,
    names: ['SSO session company', ' --profile work'],
    remedy: LOGIN,
  },
  {
    title: 'an SSO session that AWS has ended',
    kind: 'sso-session-ended',
    ...withPortal(401, 'UnauthorizedException'),
    ...PROFILE,
    names: ['SSO session company', ' --profile work'],
    remedy: LOGIN,
  },
  {
    title: 'an SSO session without a name, of the default profile',
    kind: 'sso-session-ended',
    config: `[default]\nsso_start_url = https://x.example\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = r\n`,
    remedy: '`aws sso login`',
    facts: { profile: 'default' },
  },
  {
    title: 'a role that is assumed with an SSO session that has ended',
    kind: 'sso-session-ended',
    config: `${SSO_CONFIG}[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = work\n`,
    ...PROFILE,
    profile: 'dev',
    names: ['SSO session company', ' --profile work'],
    remedy: LOGIN,
  },
  {
    title: 'a role of SSO that nobody has been assigned',
    kind: 'sso-role-refused',
    ...withPortal(403, 'ForbiddenException'),
    ...PROFILE,
    names: ['the profile work'],
    remedy: 'Ask for that role in that account to be assigned to you',
  },
  {
    title: 'an SSO session that stands nowhere',
    kind: 'sso-incomplete',
    config: '[profile work]\nsso_session = company\nsso_account_id = 1\nsso_role_name = developer\n',
    ...PROFILE,
    names: ['the profile work and of its session company', ' --profile work'],
    remedy: '`aws configure sso',
  },
  {
    title: 'SSO without a role',
    kind: 'sso-incomplete',
    config: '[profile work]\nsso_start_url = https://x.example\nsso_region = eu-west-1\n',
    profile: 'work',
    names: ['the profile work', ' --profile work'],
    remedy: '`aws configure sso',
    facts: { profile: 'work' },
  },
  {
    title: 'a sign-in of `aws login` that was never made',
    kind: 'login-session-ended',
    config: '[profile work]\nlogin_session = arn:aws:sts::111122223333:assumed-role/canary\n',
    profile: 'work',
    names: ['the profile work', ' --profile work'],
    remedy: '`aws login',
    facts: { profile: 'work', file: 'FOLDER/config' },
  },
]

function token(expiresAt: string): string {
  return JSON.stringify({ accessToken: 'canary', expiresAt })
}

/** A session that is open, and what SSO says to it. */
function withPortal(status: number, exception: string): Pick<TroubleScenario, 'config' | 'files' | 'start'> {
  return {
    config: SSO_CONFIG,
    files: { [ssoTokenPath()]: token(NEXT_YEAR) },
    start: async () => ({
      AWS_ENDPOINT_URL_SSO: await startHttpServer((_, response) =>
        response.writeHead(status, { 'x-amzn-errortype': exception }).end('{"message":"canary"}'),
      ),
    }),
  }
}
