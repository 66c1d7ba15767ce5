import { describe, expect, it } from 'vitest'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { BARE, modelPath, post } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'

const SNAPSHOT = loadSnapshot()
const EVERY_REGION = { catalog: (region: string) => catalogFromSnapshot(SNAPSHOT, region) }
const BOTH = { allowRegions: ['eu-central-1', 'us-west-2'] }
const APPLICATION = (region: string) => `arn:aws:bedrock:${region}:123456789012:application-inference-profile/abc`

describe('More than one Region on one port', () => {
  it.each([
    ['', 'eu-central-1', `eu.${BARE}`],
    ['/us-west-2', 'us-west-2', `us.${BARE}`],
    ['/eu-central-1', 'eu-central-1', `eu.${BARE}`],
    ['//us-west-2/', 'us-west-2', `us.${BARE}`],
  ])('the path %s/model/… goes to %s as %s, with a signature for it', async (prefix, region, sent) => {
    const { proxy, simulator } = await startPair(BOTH, EVERY_REGION)
    const response = await post(proxy.url, `${prefix}${modelPath('converse')}`)
    expect([response.status, response.headers.get('x-bedrock-proxy-model')]).toEqual([200, sent])
    const [request] = simulator.requests
    expect(request).toMatchObject({ path: modelPath('converse', sent), signature: 'verified' })
    expect(request?.headers.join(' ')).toContain(`/${region}/bedrock/aws4_request`)
    await response.text()
    await expect.poll(() => proxy.records()).toMatchObject([{ region, sentModel: sent }])
  })

  it('an ARN goes to its own Region', async () => {
    const { proxy, simulator } = await startPair(BOTH, EVERY_REGION)
    expect((await post(proxy.url, modelPath('converse', APPLICATION('us-west-2')))).status).toBe(200)
    expect(simulator.requests[0]?.headers.join(' ')).toContain('/us-west-2/bedrock/aws4_request')
  })

  it.each([
    [`/ap-south-1${modelPath('converse')}`],
    [modelPath('converse', APPLICATION('ap-south-1'))],
    [`/us-west-2${modelPath('converse', APPLICATION('eu-central-1'))}`],
  ])('%s is a clear 400', async (path) => {
    const { proxy, simulator } = await startPair(BOTH, EVERY_REGION)
    const response = await post(proxy.url, path)
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([400, 'ValidationException'])
    expect(await response.text()).toMatch(/--allow-regions|Region of the ARN/)
    expect(simulator.requests).toEqual([])
  })

  it('by default there is one', async () => {
    const { proxy } = await startPair({}, EVERY_REGION)
    expect((await post(proxy.url, `/us-west-2${modelPath('converse')}`)).status).toBe(400)
  })

  it('the catalog of a further Region is loaded when it is first asked for', async () => {
    const { proxy } = await startPair({ ...BOTH, discovery: 'auto' }, EVERY_REGION)
    const catalogs = async () =>
      Object.keys(((await (await fetch(`${proxy.url}/readyz`)).json()) as { catalog: object }).catalog)
    expect(await catalogs()).toEqual(['eu-central-1'])
    await (await post(proxy.url, `/us-west-2${modelPath('converse')}`)).text()
    expect(await catalogs()).toEqual(['eu-central-1', 'us-west-2'])
  })

  it('a listing is asked of the control plane of the Region', async () => {
    const { proxy, simulator } = await startPair(BOTH, EVERY_REGION)
    const response = await fetch(`${proxy.url}/us-west-2/inference-profiles?type=SYSTEM_DEFINED`)
    expect(JSON.stringify(await response.json())).toContain(`us.${BARE}`)
    expect(simulator.requests[0]?.headers.join(' ')).toContain('/us-west-2/bedrock/aws4_request')
  })
})
