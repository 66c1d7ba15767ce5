import { onTestFinished } from 'vitest'
import { openListener } from '../../../../src/simulator/open-listener.ts'
import { SSO_CONFIG, ssoTokenPath } from '../../../fixtures/identity-providers.ts'
import { freePort, startHttpServer } from '../../../fixtures/start-http-server.ts'
import { LOOPBACK_TLS } from '../../loopback-tls.ts'
import { startRefusingProxy } from '../../start-connect-proxy.ts'
import type { TroubleScenario } from '../trouble-scenario.ts'
import { withSts } from './role-scenarios.ts'

const WORK = {
  config:
    '[profile work]\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = base\nregion = eu-west-1\n[profile base]\naws_access_key_id = AKIDCANARY\naws_secret_access_key = canary\n',
  profile: 'work',
}
const STS = { service: 'AWS STS', file: 'FOLDER/config' }
const OPEN_SESSION = { [ssoTokenPath()]: JSON.stringify({ accessToken: 'canary', expiresAt: '2126-01-01T00:00:00Z' }) }

/** What happens on the way to what gives credentials. */
export const NETWORK_SCENARIOS: readonly TroubleScenario[] = [
  {
    title: 'STS that is not there',
    kind: 'sign-in-unreachable',
    ...WORK,
    start: async () => ({ AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${await freePort()}` }),
    remedy: 'Check the network of the machine',
    facts: STS,
  },
  {
    title: 'SSO that is not there',
    kind: 'sign-in-unreachable',
    config: SSO_CONFIG,
    files: OPEN_SESSION,
    profile: 'work',
    start: async () => ({ AWS_ENDPOINT_URL_SSO: `http://127.0.0.1:${await freePort()}` }),
    remedy: 'Check the network of the machine',
    facts: { service: 'AWS SSO' },
  },
  ...[
    { title: 'an outbound proxy that wants a password', ...WORK, facts: STS },
    {
      title: 'an outbound proxy that wants a password before it lets anybody to SSO',
      config: SSO_CONFIG,
      files: OPEN_SESSION,
      profile: 'work',
      facts: { service: 'AWS SSO' },
    },
  ].map(
    (scenario): TroubleScenario => ({
      ...scenario,
      kind: 'outbound-proxy',
      throughProxy: () => startRefusingProxy(407),
      remedy: 'Check HTTPS_PROXY, with its user and password',
    }),
  ),
  {
    title: 'an outbound proxy that is none',
    ...WORK,
    kind: 'outbound-proxy',
    throughProxy: async () => 'socks5://canary',
    remedy: 'Check HTTPS_PROXY, with its user and password',
    facts: STS,
  },
  {
    title: 'STS behind a proxy that reads TLS',
    kind: 'sign-in-untrusted',
    ...WORK,
    start: async () => ({ AWS_ENDPOINT_URL_STS: await startTls() }),
    remedy: 'Name its authority in AWS_CA_BUNDLE',
    facts: STS,
  },
  {
    title: 'STS that is too busy',
    kind: 'sign-in-failing',
    ...WORK,
    env: { AWS_MAX_ATTEMPTS: '1' },
    start: withSts('Throttling', 400),
    remedy: 'try again in a minute',
    facts: STS,
  },
  {
    title: 'a proxy for Bedrock in the place of STS',
    kind: 'sign-in-misdirected',
    ...WORK,
    start: async () => ({
      AWS_ENDPOINT_URL: await startHttpServer((_, response) =>
        response
          .writeHead(404, { 'content-type': 'application/json', 'x-amzn-errortype': 'UnknownOperationException' })
          .end('{"message":"canary"}'),
      ),
    }),
    names: ['AWS_ENDPOINT_URL,'],
    remedy: 'Unset AWS_ENDPOINT_URL where the proxy runs',
    facts: { variable: 'AWS_ENDPOINT_URL', service: 'AWS STS' },
  },
  {
    title: 'nothing at all',
    kind: 'none-configured',
    remedy: 'Run `aws sso login` or `aws configure`, or set AWS_ACCESS_KEY_ID',
    facts: {},
  },
  {
    title: 'a metadata service that nobody has meant',
    kind: 'none-configured',
    config: '[default]\nregion = eu-west-1\nec2_metadata_service_endpoint = http://127.0.0.1:1\n',
    env: { AWS_EC2_METADATA_DISABLED: 'false' },
    remedy: 'Run `aws sso login` or `aws configure`, or set AWS_ACCESS_KEY_ID',
    facts: {},
  },
]

/** A server whose certificate nobody knows; it closes when the test ends. */
async function startTls(): Promise<string> {
  const { url, close } = await openListener({ port: 0, tls: LOOPBACK_TLS, onRequest: (_, response) => response.end() })
  onTestFinished(close)
  return url
}
