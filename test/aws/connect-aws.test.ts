import { once } from 'node:events'
import * as https from 'node:https'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { request } from 'undici'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Aws, type AwsOptions, connectAws, type RegionalAws } from '../../src/aws/connect-aws.ts'
import { CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'
import { LOOPBACK_CERT_FILE, LOOPBACK_TLS } from './loopback-tls.ts'
import { proxyEnvironment } from './proxy-environment.ts'

beforeEach(() => proxyEnvironment())

it('asks the control plane with a signature that holds', async () => {
  const simulator = await startFrankfurt()
  const controlPlane = await connect(simulator.url).regional.askControlPlane()
  expect(await controlPlane.listFoundationModels()).not.toEqual([])
  expect(simulator.requests).toMatchObject([{ path: '/foundation-models', signature: 'verified' }])
})

it('connects to nothing until it is asked to', () => {
  expect(() => connect('https://127.0.0.1:1')).not.toThrow()
})

it('gives out one agent, and ends its idle connections when it closes', async () => {
  const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
  const { aws, regional } = connect(url, { caBundle: LOOPBACK_CERT_FILE })
  const agent = await regional.createAgent()
  expect(await regional.createAgent()).toBe(agent)
  const [response] = await once(https.get(url, { agent }), 'response')
  const closed = once(response.socket, 'close')
  response.resume()
  await once(agent, 'free')
  await aws.close()
  await closed
})

describe('the CA bundle', () => {
  it('is trusted beside the authorities that Node knows', async () => {
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    expect(await statusOf(connect(url, { caBundle: LOOPBACK_CERT_FILE }))).toBe(404)
  })

  it('is trusted as well where the lookup of credentials asks AWS', async () => {
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    const { aws } = connect(url, {
      caBundle: LOOPBACK_CERT_FILE,
      async loadCredentials(createAgent) {
        const agent = await createAgent?.()
        onTestFinished(() => agent?.destroy())
        await once(https.get(url, { agent }), 'response')
        return CREDENTIALS
      },
    })
    await expect(aws.identity.check()).resolves.toBeUndefined()
  })

  it('does not take the place of NODE_EXTRA_CA_CERTS', async () => {
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    const other = join(temporaryFolder({ 'other.pem': OTHER_AUTHORITY }), 'other.pem')
    expect(await statusOf(connect(url, { caBundle: other, nodeExtraCaCerts: LOOPBACK_CERT_FILE }))).toBe(404)
    await expect(statusOf(connect(url, { caBundle: other }))).rejects.toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    })
  })

  it.each([
    ['is not there', {}],
    ['holds no certificate', { 'ca.pem': 'not a certificate' }],
    ['is empty', { 'ca.pem': '' }],
  ])('is refused by its name where it %s', (_, files) => {
    const file = join(temporaryFolder(files), 'ca.pem')
    expect(() => connect('https://127.0.0.1:1', { caBundle: file })).toThrow(
      `AWS_CA_BUNDLE names ${file}, which cannot be read or holds no PEM certificate.`,
    )
  })
})

/** One of the authorities that every Node trusts, so that it brings nothing new. */
const [OTHER_AUTHORITY = ''] = rootCertificates

/** AWS at a loopback origin; it closes when the test ends. */
function connect(origin: string, options: Partial<AwsOptions> = {}): { aws: Aws; regional: RegionalAws } {
  const aws = connectAws({
    profile: undefined,
    bearerToken: undefined,
    loadCredentials: async () => CREDENTIALS,
    caBundle: undefined,
    ...options,
  })
  onTestFinished(() => aws.close())
  const endpoint = new URL(origin)
  return { aws, regional: aws.inRegion({ region: 'eu-central-1', runtime: endpoint, controlPlane: endpoint }) }
}

async function statusOf({ regional: { pool, runtime } }: { regional: RegionalAws }): Promise<number> {
  const { statusCode, body } = await request(runtime, { dispatcher: pool })
  await body.dump()
  return statusCode
}
