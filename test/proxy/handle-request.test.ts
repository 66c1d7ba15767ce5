import { createHash, randomBytes } from 'node:crypto'
import { connect } from 'node:http2'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BARE, modelPath, PROFILE, post } from '../fixtures/model-requests.ts'
import { startLenientPair as startPair } from '../fixtures/start-lenient.ts'

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('A body', () => {
  it.each([0, 1, 65_536, 5_000_000])('of %i random bytes arrives as it was sent, over HTTP/1.1', async (size) => {
    const { proxy, simulator } = await startPair()
    const bytes = randomBytes(size)
    expect((await post(proxy.url, modelPath('invoke'), bytes)).status).toBe(200)
    expect(simulator.requests).toMatchObject([{ signature: 'verified' }])
    expect(digest(simulator.requests[0]?.body ?? Buffer.of(1))).toBe(digest(bytes))
  })

  it('of random bytes arrives as it was sent, over HTTP/2', async () => {
    const { proxy, simulator } = await startPair()
    const bytes = randomBytes(3_000_000)
    const session = connect(proxy.url)
    onTestFinished(() => session.destroy())
    const stream = session.request({ ':method': 'POST', ':path': modelPath('invoke') })
    stream.end(bytes)
    await buffer(stream)
    expect(simulator.requests).toMatchObject([{ signature: 'verified', status: 200 }])
    expect(digest(simulator.requests[0]?.body ?? Buffer.of(1))).toBe(digest(bytes))
  })

  it('that names its model changes in that one string, whatever else it holds', async () => {
    const { proxy, simulator } = await startPair()
    const long = 'é\\u00e9 '.repeat(50_000)
    const json = (model: string) => `\n{"big":1e400,"a":"${long}","model":${model},"model ":{"model":"${BARE}"}}\r\n`
    const escaped = JSON.stringify(BARE).replace('claude', '\\u0063laude')
    expect((await post(proxy.url, '/anthropic/v1/messages', json(escaped))).status).toBe(200)
    expect(simulator.requests[0]?.body.equals(Buffer.from(json(JSON.stringify(PROFILE))))).toBe(true)
  })
})

describe('A query', () => {
  it.each([
    '?maxResults=5&nextToken=a%2Fb%3D%3D',
    '?sortBy=2&nextToken=1&sortBy=1',
    '?sortBy=a%20b&nextToken=%C3%A9%21',
    '?nextToken=',
  ])('goes on and is signed: %s', async (query) => {
    const { proxy, simulator } = await startPair()
    expect((await fetch(`${proxy.url}/async-invoke${query}`)).status).toBe(200)
    expect(simulator.requests).toMatchObject([{ path: `/async-invoke${query}`, signature: 'verified' }])
  })

  it('goes on without what the operation does not know, above all without a signature', async () => {
    const { proxy, simulator } = await startPair()
    const signature = 'X-Amz-Security-Token=t&x-amz-signature=0&X-Amz-Date=1&X-Amz-Credential=a%2Fb'
    await fetch(`${proxy.url}/async-invoke?${signature}&maxResults=5&MaxResults=6&b=1`)
    await post(proxy.url, `${modelPath('invoke')}?trace=a+b&${signature}`)
    expect(simulator.requests).toMatchObject([
      { path: '/async-invoke?maxResults=5', signature: 'verified' },
      { path: modelPath('invoke', PROFILE), signature: 'verified' },
    ])
  })
})

describe('A model identifier', () => {
  const ARN = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc123'
  const MODEL_ARN = `arn:aws:bedrock:eu-central-1::foundation-model/${BARE}`

  it.each([
    [BARE, PROFILE, 'geographic-profile'],
    [PROFILE, PROFILE, 'profile-of-region'],
    [`us.${BARE}`, PROFILE, 'foreign-geography'],
    [`global.${BARE}`, `global.${BARE}`, 'profile-of-region'],
    [MODEL_ARN, PROFILE, 'geographic-profile'],
    [ARN, ARN, 'arn'],
  ])('%s goes upstream as %s: %s', async (requested, sent, reason) => {
    const { proxy, simulator } = await startPair()
    const response = await post(proxy.url, modelPath('converse', requested))
    expect(response.status).toBe(200)
    expect(response.headers.get('x-bedrock-proxy-reason')).toBe(reason)
    expect(simulator.requests).toMatchObject([
      { path: modelPath('converse', sent), modelId: sent, signature: 'verified' },
    ])
  })

  it('that nobody knows goes through, and the words of Bedrock come back', async () => {
    const { proxy, simulator } = await startPair()
    const response = await post(proxy.url, modelPath('converse', 'new.model-v1:0'))
    expect([response.status, response.headers.get('x-bedrock-proxy-reason')]).toEqual([400, 'unknown-model'])
    expect(await response.json()).toEqual({ message: 'The provided model identifier is invalid.' })
    expect(simulator.requests).toMatchObject([{ modelId: 'new.model-v1:0', signature: 'verified' }])
  })

  it('that only a global profile reaches is refused under geo-only, by the name of that profile', async () => {
    const { proxy, simulator } = await startPair({ routing: 'geo-only' })
    const response = await post(proxy.url, modelPath('converse', `global.${BARE}`))
    expect(response.status).toBe(200)
    expect(simulator.requests).toMatchObject([{ modelId: PROFILE }])
    const unknown = await post(proxy.url, modelPath('converse', 'global.vendor.new-model'))
    expect([unknown.status, unknown.headers.get('x-amzn-errortype')]).toEqual([403, 'AccessDeniedException'])
    expect(await unknown.text()).toContain('global.vendor.new-model')
    expect(simulator.requests).toHaveLength(1)
  })

  it('reaches a global profile of us-east-1 first where no Region is configured', async () => {
    const settings = { region: 'us-east-1', regionIsAssumed: true, routing: 'global-first' } as const
    const { proxy, simulator } = await startPair(settings)
    expect((await post(proxy.url, modelPath('converse'))).status).toBe(200)
    expect(simulator.requests).toMatchObject([{ modelId: `global.${BARE}`, signature: 'verified' }])
  })
})
