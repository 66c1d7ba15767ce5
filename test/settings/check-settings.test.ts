import { describe, expect, it } from 'vitest'
import { checkSettings } from '../../src/settings/check-settings.ts'
import type { Settings } from '../../src/settings/settings.ts'
import type { SettingName } from '../../src/settings/settings-table.ts'

const GIVEN_AS = new Map<SettingName, string>([
  ['host', '--host'],
  ['runtimeEndpoint', 'BEDROCK_PROXY_RUNTIME_ENDPOINT'],
  ['controlPlaneEndpoint', '--control-plane-endpoint'],
])

function problemsOf(settings: Partial<Settings>): string[] {
  return checkSettings(settings, GIVEN_AS)
}

const TOKENS = [{ name: 'laptop', token: 'secret' }]

describe('the host', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('%s needs no client token', (host) => {
    expect(problemsOf({ host })).toEqual([])
  })

  it.each(['0.0.0.0', '::', '192.168.1.5', 'proxy.internal', '127.0.0.1.example'])(
    '%s needs a client token',
    (host) => {
      expect(problemsOf({ host })).toEqual([expect.stringMatching(/^--host: .*BEDROCK_PROXY_CLIENT_TOKEN/)])
      expect(problemsOf({ host, clientToken: TOKENS })).toEqual([])
    },
  )
})

describe('an endpoint that is the proxy itself', () => {
  it.each([
    [{ runtimeEndpoint: 'http://127.0.0.1:8223', port: 8223 }, 'BEDROCK_PROXY_RUNTIME_ENDPOINT'],
    [{ runtimeEndpoint: 'http://[::1]:8223', port: 8223 }, 'BEDROCK_PROXY_RUNTIME_ENDPOINT'],
    [{ runtimeEndpoint: 'http://localhost', port: 80 }, 'BEDROCK_PROXY_RUNTIME_ENDPOINT'],
    [{ controlPlaneEndpoint: 'https://localhost', port: 443 }, '--control-plane-endpoint'],
    [
      { runtimeEndpoint: 'https://10.0.0.5:8223', port: 8223, host: '10.0.0.5', clientToken: TOKENS },
      'BEDROCK_PROXY_RUNTIME_ENDPOINT',
    ],
    [
      { runtimeEndpoint: 'https://{region}.internal:8223', port: 8223, allowHosts: ['eu-central-1.internal'] },
      'BEDROCK_PROXY_RUNTIME_ENDPOINT',
    ],
    [
      { runtimeEndpoint: 'https://proxy.internal:8223', port: 8223, allowHosts: ['proxy.internal'] },
      'BEDROCK_PROXY_RUNTIME_ENDPOINT',
    ],
  ])('is refused: %o', (settings, name) => {
    expect(problemsOf({ allowRegions: ['eu-central-1'], ...settings })).toEqual([
      `${name}: is this proxy itself, every request would go round in circles`,
    ])
  })

  it.each<[Partial<Settings>, string]>([
    [{ runtimeEndpoint: 'http://127.0.0.1:9000', port: 8223 }, 'another port'],
    [{ runtimeEndpoint: 'http://127.0.0.1:9000', port: 0 }, 'any free port'],
    [{ runtimeEndpoint: 'https://bedrock.example:8223', port: 8223 }, 'another host'],
    [{ runtimeEndpoint: 'http://127.0.0.1:8223' }, 'a port that was itself wrong'],
  ])('is not seen in %o: %s', (settings) => {
    expect(problemsOf({ allowRegions: ['eu-central-1'], ...settings })).toEqual([])
  })
})

describe('an endpoint of a proxy that serves several Regions', () => {
  const several = { allowRegions: ['eu-central-1', 'us-west-2'], port: 8223 }
  const FIXED = 'https://vpce-1.bedrock-runtime.eu-central-1.vpce.amazonaws.com'

  it.each([
    { runtimeEndpoint: 'https://bedrock-runtime-fips.{region}.amazonaws.com' },
    { runtimeEndpoint: 'http://127.0.0.1:9000', controlPlaneEndpoint: 'http://[::1]:9000' },
    { controlPlaneEndpoint: 'https://bedrock.{region}.example' },
  ])('may be %o', (settings) => {
    expect(problemsOf({ ...several, ...settings })).toEqual([])
  })

  it('needs {region} where another machine answers, for every Region would go to that one', () => {
    expect(problemsOf({ ...several, runtimeEndpoint: FIXED, controlPlaneEndpoint: FIXED })).toEqual(
      ['BEDROCK_PROXY_RUNTIME_ENDPOINT', '--control-plane-endpoint'].map(
        (name) =>
          `${name}: would send other Regions' requests to one Region's endpoint: put {region} where the Region stands`,
      ),
    )
    expect(problemsOf({ allowRegions: ['eu-central-1'], runtimeEndpoint: FIXED })).toEqual([])
    const elsewhere = { allowRegions: ['eu-central-1'], failoverRegions: ['eu-west-1'] }
    expect(problemsOf({ ...elsewhere, runtimeEndpoint: FIXED })).toEqual([
      expect.stringContaining('put {region} where the Region stands'),
    ])
  })

  it('must become a host name with each of them', () => {
    expect(problemsOf({ ...several, runtimeEndpoint: 'https://é.xn--{region}.example' })).toEqual([
      'BEDROCK_PROXY_RUNTIME_ENDPOINT: makes no host name of every allowed Region',
    ])
  })
})

describe('a host without client tokens', () => {
  it('is let pass by --insecure-no-client-auth, and by a socket in its place', () => {
    expect(problemsOf({ host: '0.0.0.0', insecureNoClientAuth: true })).toEqual([])
    expect(problemsOf({ host: '0.0.0.0', socket: '/run/proxy.sock' })).toEqual([])
  })
})

it('finds --insecure-no-client-auth beside a client token a contradiction', () => {
  const problems = problemsOf({ insecureNoClientAuth: true, clientToken: TOKENS })
  expect(problems).toEqual([expect.stringMatching(/^--insecure-no-client-auth: contradicts/)])
})

it('wants room for one body of the largest size at least', () => {
  expect(problemsOf({ maxBufferedBytes: 10, maxBodyBytes: 10 })).toEqual([])
  const problems = problemsOf({ maxBufferedBytes: 9, maxBodyBytes: 10 })
  expect(problems).toEqual([expect.stringMatching(/^--max-buffered-bytes: .*--max-body-bytes, 10/)])
})

describe('the roles of clients', () => {
  const ROLE = 'arn:aws:iam::123456789012:role/clients'
  const clients = new Map([['laptop', { role: ROLE, tags: new Map() }]])

  it('are told under the name that they were given under', () => {
    expect(problemsOf({ clientRole: ROLE })).toEqual([expect.stringMatching(/^--client-role: a role needs clients/)])
    expect(problemsOf({ clients })).toEqual([expect.stringMatching(/^--clients: a role needs clients/)])
    expect(problemsOf({ clientRole: ROLE, clients, clientToken: TOKENS })).toEqual([])
  })

  it('are opened at an endpoint that is not the proxy itself, of the one Region of the proxy', () => {
    const region = 'eu-central-1'
    expect(problemsOf({ stsEndpoint: 'http://127.0.0.1:8223', port: 8223, region })).toEqual([
      expect.stringMatching(/^--sts-endpoint: is this proxy itself/),
    ])
    const allowRegions = [region, 'us-east-1']
    expect(problemsOf({ stsEndpoint: 'https://sts.example', region, allowRegions })).toEqual([])
  })
})
