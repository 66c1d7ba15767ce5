import type { TroubleScenario } from '../trouble-scenario.ts'

const ALONE = 'Set it to the value alone, on one line.'
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDCANARY', AWS_SECRET_ACCESS_KEY: 'canary' }

/** What the environment holds. */
export const ENVIRONMENT_SCENARIOS: readonly TroubleScenario[] = [
  {
    title: 'a secret key with a line break in it',
    kind: 'unusable-value',
    env: { ...KEYS, AWS_SECRET_ACCESS_KEY: 'canary\ncanary' },
    names: ['AWS_SECRET_ACCESS_KEY'],
    remedy: ALONE,
    facts: { variable: 'AWS_SECRET_ACCESS_KEY' },
  },
  {
    title: 'keys in the quotation marks of a shell',
    kind: 'unusable-value',
    env: { ...KEYS, AWS_ACCESS_KEY_ID: '"AKIDCANARY"' },
    names: ['AWS_ACCESS_KEY_ID'],
    remedy: ALONE,
    facts: { variable: 'AWS_ACCESS_KEY_ID' },
  },
  {
    title: 'a session token that is two',
    kind: 'unusable-value',
    credentials:
      '[work]\naws_access_key_id = AKIDCANARY\naws_secret_access_key = canary\naws_session_token = canary canary\n',
    profile: 'work',
    names: ['aws_session_token'],
    remedy: ALONE,
    facts: { variable: 'aws_session_token', profile: 'work', file: 'FOLDER/credentials' },
  },
  {
    title: 'keys with a space, printed by a process',
    kind: 'unusable-value',
    config: `[profile work]\ncredential_process = echo '{"Version":1,"AccessKeyId":"AKID CANARY","SecretAccessKey":"canary"}'\n`,
    profile: 'work',
    remedy: ALONE,
    facts: {},
  },
  {
    title: 'the ARN of a role with a line break at its end',
    kind: 'unusable-value',
    env: { AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/canary\n', AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/canary' },
    names: ['AWS_ROLE_ARN'],
    remedy: ALONE,
    facts: { variable: 'AWS_ROLE_ARN' },
  },
  {
    title: 'keys in the environment that say they have ended',
    kind: 'keys-expired',
    env: { ...KEYS, AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z' },
    names: ['AWS_ACCESS_KEY_ID'],
    remedy: 'Put fresh ones in their place and start the proxy anew',
    facts: { variable: 'AWS_ACCESS_KEY_ID' },
  },
  {
    title: 'a secret key without its ID',
    kind: 'half-a-pair',
    env: { AWS_SECRET_ACCESS_KEY: 'canary' },
    remedy: 'Set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY where the proxy runs, or neither.',
    facts: { variable: 'AWS_ACCESS_KEY_ID' },
  },
  {
    title: 'a role that is assumed with keys that are not there',
    kind: 'environment-empty',
    config: '[profile work]\nrole_arn = arn:aws:iam::111122223333:role/dev\ncredential_source = Environment\n',
    profile: 'work',
    names: ['work'],
    remedy: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY where the proxy runs.',
    facts: { profile: 'work', file: 'FOLDER/config' },
  },
]
