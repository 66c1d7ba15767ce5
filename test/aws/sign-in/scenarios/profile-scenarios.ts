import type { TroubleScenario } from '../trouble-scenario.ts'

/** What the shared files say. */
export const PROFILE_SCENARIOS: readonly TroubleScenario[] = [
  {
    title: 'a profile with a typing error',
    kind: 'profile-missing',
    config:
      '[default]\nregion = eu-west-1\n[profile work]\nregion = eu-west-1\n[sso-session company]\nsso_region = x\n',
    credentials: '[home]\naws_access_key_id = AKIDCANARY\naws_secret_access_key = canary\n',
    profile: 'wrok',
    names: ['no profile wrok', 'default, home, work.'],
    remedy: 'Set AWS_PROFILE or --profile to one',
    facts: { profile: 'wrok', profiles: ['default', 'home', 'work'], file: 'FOLDER/config' },
  },
  {
    title: 'a profile although there are no files, in a container that has a role',
    kind: 'profile-missing',
    profile: 'work',
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/canary' },
    names: ['no profile work'],
    remedy: 'with `aws configure`.',
    facts: { profile: 'work' },
  },
  {
    title: 'a role whose source is no profile',
    kind: 'source-profile-missing',
    config: '[profile work]\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = base\n',
    profile: 'work',
    names: ['The profile base that'],
    remedy: 'Correct `source_profile`',
    facts: { profile: 'base', file: 'FOLDER/config' },
  },
  {
    title: 'two roles that are assumed with each other',
    kind: 'profile-cycle',
    config: '[profile a]\nrole_arn = arn:x\nsource_profile = b\n[profile b]\nrole_arn = arn:y\nsource_profile = a\n',
    profile: 'a',
    names: ['the profile a '],
    remedy: 'Let one `source_profile` name a profile that has keys of its own.',
    facts: { profile: 'a', file: 'FOLDER/config' },
  },
  ...['aws_access_key_id = AKIDCANARY', 'region = eu-west-1', 'role_arn = arn:x\ncredential_source = Canary'].map(
    (line): TroubleScenario => ({
      title: `a profile with nothing but ${line.split(' =')[0]}`,
      kind: 'profile-incomplete',
      config: `[profile work]\n${line}\n`,
      profile: 'work',
      names: ['The profile work does not say'],
      remedy: 'Complete it: both keys of a pair',
      facts: { profile: 'work', file: 'FOLDER/config' },
    }),
  ),
]
