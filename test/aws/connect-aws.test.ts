import { once } from 'node:events'
import * as https from 'node:https'
import { request } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Aws, type AwsOptions, connectAws, type RegionalAws } from '../../src/aws/connect-aws.ts'
import { createWayOut } from '../../src/aws/way-out.ts'
import { CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { LOOPBACK_TLS } from './loopback-tls.ts'

const TRUSTING = createWayOut({}, [LOOPBACK_TLS.cert])

it('asks the control plane with a signature that holds', async () => {
  const simulator = await startFrankfurt()
  const controlPlane = await connect(simulator.url).regional.loadControlPlane()
  expect(await controlPlane.listFoundationModels()).not.toEqual([])
  expect(simulator.requests).toMatchObject([{ path: '/foundation-models', signature: 'verified' }])
})

it('connects to nothing until it is asked to', () => {
  expect(() => connect('https://127.0.0.1:1')).not.toThrow()
})

it('gives out one agent, and ends its idle connections when it closes', async () => {
  const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
  const { aws, regional } = connect(url, { wayOut: TRUSTING })
  const agent = regional.relayAgent()
  expect(regional.relayAgent()).toBe(agent)
  const [response] = await once(https.get(url, { agent }), 'response')
  const closed = once(response.socket, 'close')
  response.resume()
  await once(agent, 'free')
  await aws.close()
  await closed
})

describe('the further authorities', () => {
  it('are trusted beside the authorities that Node knows', async () => {
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    expect(await statusOf(connect(url, { wayOut: TRUSTING }))).toBe(404)
  })

  it('are trusted as well where the lookup of credentials asks AWS', async () => {
    const { url } = await startFrankfurt({ tls: LOOPBACK_TLS })
    const { aws } = connect(url, {
      wayOut: TRUSTING,
      async loadCredentials(createAgent) {
        const agent = createAgent?.()
        onTestFinished(() => agent?.destroy())
        await once(https.get(url, { agent }), 'response')
        return CREDENTIALS
      },
    })
    await expect(aws.identity.check()).resolves.toBeUndefined()
  })
})

it('refuses an outbound proxy that is none before anything is connected', () => {
  const wayOut = createWayOut({ HTTPS_PROXY: 'socks5://proxy:1080' })
  expect(() => connect('https://bedrock.example', { wayOut })).toThrow(
    'HTTPS_PROXY names no http:// or https:// proxy.',
  )
  expect(() => connect('http://127.0.0.1:1', { wayOut })).not.toThrow()
})

/** AWS at a loopback origin; it closes when the test ends. */
function connect(origin: string, options: Partial<AwsOptions> = {}): { aws: Aws; regional: RegionalAws } {
  const aws = connectAws({
    bearerToken: undefined,
    loadCredentials: async () => CREDENTIALS,
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
