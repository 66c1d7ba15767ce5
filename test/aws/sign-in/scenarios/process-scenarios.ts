import type { TroubleScenario } from '../trouble-scenario.ts'

/** What a credential process does. */
export const PROCESS_SCENARIOS: readonly TroubleScenario[] = [
  scenario('no-such-canary-program', 'process-missing', 'Install it where the proxy runs'),
  scenario('FOLDER/config', 'process-missing', 'Install it where the proxy runs'),
  scenario('echo canary; echo canary >&2; exit 3', 'process-failed', 'Run it by hand', { exitCode: '3' }),
  scenario('kill -9 $$', 'process-failed', 'Run it by hand'),
  ...[
    'echo canary',
    'echo null',
    'echo {}',
    'true',
    `echo '{"Version":1,"AccessKeyId":7,"SecretAccessKey":"canary"}'`,
  ].map((command) => scenario(command, 'process-junk', 'It has to print one JSON object')),
  scenario(
    `echo '{"Version":1,"AccessKeyId":"AKIDCANARY","SecretAccessKey":"canary","Expiration":"2020-01-01T00:00:00Z"}'`,
    'process-expired',
    'Sign in with the tool that it belongs to',
  ),
  {
    ...scenario('echo canary', 'process-junk', 'It has to print one JSON object'),
    title: 'a role that is assumed with what a process prints, which is nothing',
    config:
      '[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = work\n[profile work]\ncredential_process = echo canary\n',
    profile: 'dev',
  },
]

function scenario(
  command: string,
  kind: TroubleScenario['kind'],
  remedy: string,
  facts: TroubleScenario['facts'] = {},
): TroubleScenario {
  return {
    title: `credential_process = ${command}`,
    kind,
    config: `[profile work]\ncredential_process = ${command}\n`,
    profile: 'work',
    names: ['the profile work'],
    remedy,
    facts: { profile: 'work', file: 'FOLDER/config', ...facts },
  }
}
