import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { AwsContext } from '../../src/app/app-context.ts'
import { catalogParts, prepareAws } from '../../src/app/prepare-aws.ts'
import { countContexts } from '../aws/count-contexts.ts'
import { LOOPBACK_CERT_FILE, LOOPBACK_TLS } from '../aws/loopback-tls.ts'
import { CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { SETTINGS, settingsWith } from '../fixtures/start-pair.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

async function connected(context: Partial<AwsContext>) {
  const aws = await prepareAws({ settings: SETTINGS, env: {}, ...context })
  onTestFinished(() => aws.close())
  return aws
}

/** The hosts that are called in a Region. */
async function hostsIn(region: string, context: Partial<AwsContext>): Promise<(string | undefined)[]> {
  const { runtime, controlPlane, mantle } = (await connected(context)).placeOf(region)
  return [runtime.host, controlPlane.host, mantle?.host]
}

describe('The endpoints of a Region', () => {
  const withMantle = { settings: settingsWith({ mantle: 'on' }) }

  it.each([
    ['eu-central-1', {}, 'bedrock-runtime.eu-central-1.amazonaws.com', 'bedrock.eu-central-1.amazonaws.com'],
    ['us-iso-east-1', {}, 'bedrock-runtime.us-iso-east-1.c2s.ic.gov', 'bedrock.us-iso-east-1.c2s.ic.gov'],
    [
      'us-east-1',
      { AWS_USE_FIPS_ENDPOINT: 'true' },
      'bedrock-runtime-fips.us-east-1.amazonaws.com',
      'bedrock-fips.us-east-1.amazonaws.com',
    ],
    [
      'us-east-1',
      { AWS_USE_DUALSTACK_ENDPOINT: 'TRUE' },
      'bedrock-runtime.us-east-1.api.aws',
      'bedrock.us-east-1.api.aws',
    ],
  ])("of %s are AWS's own with %j", async (region, env, runtime, controlPlane) => {
    expect((await hostsIn(region, { env })).slice(0, 2)).toEqual([runtime, controlPlane])
  })

  it('follow the switches of a profile in the shared config, the mantle among them', async () => {
    const config = '[profile gov]\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\n'
    const home = { homeDir: temporaryFolder({ '.aws/config': config }), userId: undefined }
    const settings = settingsWith({ mantle: 'on', profile: 'gov' })
    expect(await hostsIn('us-gov-west-1', { settings, home })).toEqual([
      'bedrock-runtime-fips.us-gov-west-1.api.aws',
      'bedrock-fips.us-gov-west-1.api.aws',
      'bedrock-mantle-fips.us-gov-west-1.api.aws',
    ])
  })

  it('are those of the settings where the settings have some', async () => {
    const settings = settingsWith({ runtimeEndpoint: 'https://vpce.example' })
    expect(await hostsIn('us-east-1', { settings, env: { AWS_USE_FIPS_ENDPOINT: 'true' } })).toEqual([
      'vpce.example',
      'bedrock-fips.us-east-1.amazonaws.com',
      undefined,
    ])
  })

  it('are all the simulated one where there is one', async () => {
    const endpoint = new URL('http://127.0.0.1:1')
    const simulated = { endpoint, mantle: endpoint, credentials: CREDENTIALS }
    const env = { AWS_USE_FIPS_ENDPOINT: 'true' }
    expect(await hostsIn('us-west-2', { ...withMantle, env, simulated })).toEqual(Array(3).fill(endpoint.host))
  })
})

describe('What cannot be used is told at the start', () => {
  it.each([
    [{ AWS_USE_FIPS_ENDPOINT: 'perhaps' }, 'AWS_USE_FIPS_ENDPOINT: must be true or false'],
    [{ AWS_CA_BUNDLE: '/nowhere' }, 'AWS_CA_BUNDLE names /nowhere, which cannot be read or holds no PEM certificate.'],
  ])('%j', async (env, message) => {
    await expect(connected({ env })).rejects.toThrow(message)
  })

  it('a bundle that a profile names', async () => {
    const homeDir = temporaryFolder({ '.aws/config': '[default]\nca_bundle = /nowhere\n' })
    await expect(connected({ home: { homeDir, userId: undefined } })).rejects.toThrow(
      'ca_bundle of the profile default names /nowhere',
    )
  })

  it('a broken block of NODE_EXTRA_CA_CERTS, of which Node drops the rest; a file that is not there it has told of', async () => {
    const broken = LOOPBACK_TLS.cert.replace('\n', '\n!')
    const NODE_EXTRA_CA_CERTS = join(temporaryFolder({ 'ca.pem': broken }), 'ca.pem')
    await expect(connected({ env: { NODE_EXTRA_CA_CERTS } })).rejects.toThrow(
      'certificate 1 of 1, at line 1, is broken',
    )
    await expect(connected({ env: { NODE_EXTRA_CA_CERTS: '/nowhere' } })).resolves.toBeDefined()
    const env = { NODE_EXTRA_CA_CERTS: '/nowhere', AWS_CA_BUNDLE: LOOPBACK_CERT_FILE }
    await expect(connected({ env })).rejects.toThrow('NODE_EXTRA_CA_CERTS names /nowhere')
  })
})

it('The catalog of a Region is kept where the user has a home, and nowhere else', async () => {
  const { url } = await startFrankfurt()
  const context = { settings: SETTINGS, env: {}, simulated: { endpoint: new URL(url), credentials: CREDENTIALS } }
  const aws = await connected(context)
  const regional = aws.inRegion(aws.placeOf('eu-central-1'))
  const home = { homeDir: temporaryFolder({}), userId: process.getuid?.() }
  const nothing = () => undefined
  expect(catalogParts(regional, context, () => false, nothing).copy).toBeUndefined()
  const { copy, controlPlane } = catalogParts(regional, { ...context, home }, () => false, nothing)
  expect(await copy?.read()).toBeUndefined()
  expect(await (await controlPlane()).listFoundationModels()).not.toEqual([])
})

it('To warm up is to learn whom TLS trusts, once, where a file names authorities', async () => {
  const contexts = countContexts()
  const { warmUp } = await connected({ env: { AWS_CA_BUNDLE: LOOPBACK_CERT_FILE } })
  expect(contexts()).toBe(0)
  for (let i = 0; i < 2; i++) warmUp()
  expect(contexts()).toBe(1)
  const plain = await connected({})
  plain.warmUp()
  expect(contexts()).toBe(1)
})
