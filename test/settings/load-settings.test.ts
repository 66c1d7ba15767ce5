import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type LoadedSettings, loadSettings, type SettingSources } from '../../src/settings/load-settings.ts'
import { SettingsError } from '../../src/settings/settings-error.ts'
import { temporaryFolder } from './temporary-folder.ts'

type Given = Partial<SettingSources> & { files?: Record<string, string> }

function load({ files = {}, ...given }: Given = {}): Promise<LoadedSettings> {
  const folder = temporaryFolder(files)
  return loadSettings({ flags: {}, env: {}, cwd: folder, homeDir: folder, isTerminal: false, ...given })
}

async function problemsOf(given: Given): Promise<readonly string[]> {
  const error = await load(given).catch((thrown: unknown) => thrown)
  return error instanceof SettingsError ? error.problems : []
}

const FILE = 'bedrock-profile-proxy.yaml'
const EU = { AWS_REGION: 'eu-central-1' }

describe('the order of sources', () => {
  const files = { [FILE]: 'port: 3\nhost: "::1"\nrouting: geo-only\n' }

  it('is flag, environment, file, default', async () => {
    const env = { ...EU, BEDROCK_PROXY_PORT: '2', BEDROCK_PROXY_HOST: '127.0.0.2' }
    const { settings, settingsFile } = await load({ files, env, flags: { port: '1' } })
    expect(settings).toMatchObject({ port: 1, host: '127.0.0.2', routing: 'geo-only', discovery: 'auto' })
    expect(settingsFile).toBe(`./${FILE}`)
  })

  it('ends with defaults alone', async () => {
    const { settings, settingsFile, warnings } = await load({ env: EU })
    expect(settings).toMatchObject({ host: '127.0.0.1', port: 8223, logFormat: 'json', regionIsAssumed: false })
    expect([settingsFile, warnings]).toEqual([undefined, []])
  })
})

describe('the Region', () => {
  it("is the shared config's where no setting names one, for the profile of the settings", async () => {
    const files = { '.aws/config': '[default]\nregion = eu-west-1\n[profile work]\nregion = eu-west-3\n' }
    expect((await load({ files })).settings).toMatchObject({ region: 'eu-west-1', routing: 'geo-first' })
    expect((await load({ files, flags: { profile: 'work' } })).settings.region).toBe('eu-west-3')
  })

  it('is assumed where nobody names one: us-east-1, global profiles first, and a warning', async () => {
    const { settings, warnings } = await load()
    expect(settings).toMatchObject({ region: 'us-east-1', regionIsAssumed: true, routing: 'global-first' })
    expect(warnings).toEqual([
      'no Region is configured: us-east-1 is used with global profiles first. Set --region or AWS_REGION.',
    ])
  })

  it('leaves the routing alone that somebody chose, even the default one', async () => {
    const { settings } = await load({ flags: { routing: 'geo-first' } })
    expect(settings).toMatchObject({ regionIsAssumed: true, routing: 'geo-first' })
  })

  it('of the shared config is checked too', async () => {
    expect(await problemsOf({ files: { '.aws/config': '[default]\nregion = evil.example/\n' } })).toEqual([
      'region in the shared AWS config: must be a Region code such as eu-central-1',
    ])
  })
})

describe('the Regions that a request may be for', () => {
  it('are the source Region alone where nobody allows more', async () => {
    expect((await load({ env: EU })).settings.allowRegions).toEqual(['eu-central-1'])
    expect((await load()).settings.allowRegions).toEqual(['us-east-1'])
  })

  it('begin with the source Region, and name each once', async () => {
    const flags = { 'allow-regions': 'us-west-2,eu-central-1,eu-west-1,us-west-2' }
    const { settings } = await load({ env: EU, flags })
    expect(settings.allowRegions).toEqual(['eu-central-1', 'us-west-2', 'eu-west-1'])
  })

  it('need an endpoint each', async () => {
    const flags = { 'allow-regions': 'us-west-2', 'runtime-endpoint': 'https://bedrock.example' }
    expect(await problemsOf({ env: EU, flags })).toEqual([
      "--runtime-endpoint: would send other Regions' requests to one Region's endpoint: put {region} where the Region stands",
    ])
    const { settings } = await load({ env: EU, flags: { ...flags, 'runtime-endpoint': 'https://{region}.example' } })
    expect(settings.runtimeEndpoint).toBe('https://{region}.example')
  })
})

it('takes lists and mappings from the file', async () => {
  const text = [
    'allow-destinations: [eu-*, us-west-2]',
    'failover: throttling',
    'models:',
    '  sonnet: anthropic.claude-sonnet-4-6',
    'applicationProfiles: { tags: { team: search, stage: dev } }',
  ]
  const { settings } = await load({ env: EU, files: { [FILE]: text.join('\n') } })
  expect(settings).toMatchObject({ allowDestinations: ['eu-*', 'us-west-2'], failover: 'throttling' })
  expect([...settings.models]).toEqual([['sonnet', 'anthropic.claude-sonnet-4-6']])
  expect([...settings.applicationProfileTags]).toEqual([
    ['team', 'search'],
    ['stage', 'dev'],
  ])
})

it('warns where a file of the working directory stands in place of the user’s own', async () => {
  const own = `.config/bedrock-profile-proxy/${FILE}`
  const { warnings } = await load({ env: EU, files: { [FILE]: '{}', [own]: 'routing: geo-only\n' } })
  expect(warnings).toEqual([expect.stringMatching(`^\\./${FILE} is read in place of .*${own}\\. `)])
})

it('logs pretty on a terminal, JSON elsewhere, and as told', async () => {
  expect((await load({ env: EU, isTerminal: true })).settings.logFormat).toBe('pretty')
  expect((await load({ env: EU, isTerminal: true, flags: { 'log-format': 'json' } })).settings.logFormat).toBe('json')
})

it('does not read the variables that point clients at this proxy', async () => {
  const env = {
    ...EU,
    AWS_ENDPOINT_URL: 'http://127.0.0.1:8223',
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://127.0.0.1:1',
  }
  const { settings } = await load({ env })
  expect(settings.runtimeEndpoint).toBeUndefined()
  expect(settings.controlPlaneEndpoint).toBeUndefined()
})

describe('problems', () => {
  it('are told all at once, each under the name of its value', async () => {
    const problems = await problemsOf({
      files: { [FILE]: 'prot: 1\nlog-level: loud\n' },
      env: { BEDROCK_PROXY_PORT: 'http', AWS_REGION: 'Frankfurt' },
      flags: { host: '0.0.0.0', routing: 'nearest' },
    })
    expect(problems).toEqual([
      `prot in ./${FILE}: is no setting, did you mean port?`,
      'BEDROCK_PROXY_PORT: must be a whole number from 0 to 65535',
      'AWS_REGION: must be a Region code such as eu-central-1',
      '--routing: must be one of geo-first, geo-only, global-first, global-only, in-region-only',
      `log-level in ./${FILE}: must be one of trace, debug, info, warn, error, silent`,
      '--host: other machines can reach this host, so it needs a client token (BEDROCK_PROXY_CLIENT_TOKEN)',
    ])
  })

  it.each([
    [{ flags: { 'client-token': 'canary with a space' } }],
    [{ env: { ...EU, BEDROCK_PROXY_CLIENT_TOKEN: 'canary\u0007' } }],
    [{ files: { [FILE]: 'client-token: ca nary canary\n' } }],
    [{ files: { [FILE]: 'client-token: [\n  canary: canary\n' } }],
    [{ flags: { 'runtime-endpoint': 'https://canary:canary@bedrock.example' } }],
    [{ env: { ...EU, BEDROCK_PROXY_CONTROL_PLANE_ENDPOINT: 'http://bedrock.example/canary' } }],
    [{ flags: { region: 'canary' } }],
    [{ flags: { 'allow-destinations': 'canary' } }],
    [{ files: { [FILE]: 'models: { sonnet: ca nary canary }\n' } }],
    [{ files: { [FILE]: 'models: canary\n' } }],
    [{ files: { [FILE]: 'applicationProfiles: { tags: { team: "canary!" } }\n' } }],
    [{ files: { [FILE]: 'applicationProfiles: canary\n' } }],
  ])('never quote a value: %o', async (given: Given) => {
    const problems = await problemsOf(given)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.join()).not.toContain('canary')
  })

  it('of a proxy that would call itself are found across sources', async () => {
    const problems = await problemsOf({
      files: { [FILE]: 'port: 9000\n' },
      env: { ...EU, BEDROCK_PROXY_RUNTIME_ENDPOINT: 'http://localhost:9000' },
    })
    expect(problems).toEqual([
      'BEDROCK_PROXY_RUNTIME_ENDPOINT: is this proxy itself, every request would go round in circles',
    ])
  })
})

it('warns of a variable that is nearly a setting', async () => {
  const { warnings } = await load({ env: { ...EU, BEDROCK_PROXY_PROT: '1' } })
  expect(warnings).toEqual(['BEDROCK_PROXY_PROT is no setting and is ignored, did you mean BEDROCK_PROXY_PORT?'])
})

it('takes the client token from a secret file', async () => {
  const folder = temporaryFolder({ token: 'canary\n' })
  const env = { ...EU, BEDROCK_PROXY_CLIENT_TOKEN_FILE: join(folder, 'token') }
  const { settings } = await load({ env, flags: { host: '0.0.0.0' } })
  expect(settings).toMatchObject({ host: '0.0.0.0', clientToken: [{ name: 'default', token: 'canary' }] })
})

it('warns at every start that clients are not asked for a token', async () => {
  const flags = { host: '0.0.0.0', 'insecure-no-client-auth': 'true' }
  expect((await load({ env: EU, flags })).warnings).toEqual([expect.stringContaining('--insecure-no-client-auth')])
  expect((await load({ env: EU })).warnings).toEqual([])
})

it.each([
  ['\n', ['./bedrock-profile-proxy.yaml is empty: no setting comes from it.']],
  ['# only comments, as in the example file\n', []],
  ['{}', []],
])('A file that holds %j is warned of where not a word stands in it', async (text, warnings) => {
  expect(await load({ files: { [FILE]: text }, env: EU })).toMatchObject({ warnings })
})

it('refuses roles for clients together with an API key, which would be sent in the place of their signatures', async () => {
  const flags = { 'client-role': 'arn:aws:iam::123456789012:role/clients', 'client-token': 'laptop=a' }
  expect(await problemsOf({ flags, env: EU })).toEqual([])
  expect(await problemsOf({ flags, env: { ...EU, AWS_BEARER_TOKEN_BEDROCK: 'key' } })).toEqual([
    expect.stringMatching(/^AWS_BEARER_TOKEN_BEDROCK: a role needs signatures/),
  ])
})

it.each<[string, Record<string, string>, readonly string[]]>([
  ['failover is off', {}, ['--failover-regions does nothing while --failover is off. Set --failover throttling.']],
  [
    'the routing keeps requests in their Region',
    { failover: 'throttling', routing: 'in-region-only' },
    ['--failover-regions does nothing with --routing in-region-only, which lets no request leave its Region.'],
  ],
  [
    'they are of another partition',
    { failover: 'throttling', 'failover-regions': 'us-gov-west-1,eu-west-1,eusc-de-east-1' },
    [
      '--failover-regions does nothing with us-gov-west-1, eusc-de-east-1: no request leaves the partition of eu-central-1. Leave it out.',
    ],
  ],
  ['both let requests go there', { failover: 'throttling' }, []],
])(
  'Whoever names Regions for failover is told where nothing can go there, and only there: %s',
  async (_, flags, warnings) => {
    const failoverRegions = { 'failover-regions': 'eu-west-1' }
    expect((await load({ env: EU, flags: { ...failoverRegions, ...flags } })).warnings).toEqual(warnings)
  },
)
