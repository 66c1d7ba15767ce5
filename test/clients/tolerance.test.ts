import { describe, expect, it } from 'vitest'
import { BARE, modelPath, PROFILE, REPLY } from '../fixtures/model-requests.ts'
import { HTTP_VERSIONS, sendOver } from '../fixtures/send-over.ts'
import { startPair } from '../fixtures/start-pair.ts'

const DATED = 'anthropic.claude-haiku-4-5-20251001-v1:0'
const DATED_PROFILE = `eu.${DATED}`
const ARN = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc123'
const JSON_TYPE = { 'content-type': 'application/json' }
const INVOCATION = '{"anthropic_version":"bedrock-2023-05-31","max_tokens":5,"messages":[]}'
const MESSAGE = JSON.stringify({ model: BARE, max_tokens: 5, messages: [{ role: 'user', content: 'hi' }] })

/** How clients write paths, and the one way in which they go upstream. */
const PATHS: readonly [title: string, path: string, sent: string, body?: string][] = [
  ['an encoded colon', `/model/${DATED.replace(':', '%3A')}/invoke`, modelPath('invoke', DATED_PROFILE)],
  ['a lower-case escape', `/model/${DATED.replace(':', '%3a')}/invoke`, modelPath('invoke', DATED_PROFILE)],
  ['a raw colon', `/model/${DATED}/invoke`, modelPath('invoke', DATED_PROFILE)],
  ['an ARN, all encoded', `/model/${encodeURIComponent(ARN)}/invoke`, modelPath('invoke', ARN)],
  ['an ARN with an encoded slash', `/model/${ARN.replace('/', '%2F')}/invoke`, modelPath('invoke', ARN)],
  ['an ARN with a raw slash', `/model/${ARN}/invoke`, modelPath('invoke', ARN)],
  [
    'an ARN with a raw slash and encoded colons',
    `/model/${ARN.replaceAll(':', '%3A')}/invoke`,
    modelPath('invoke', ARN),
  ],
  ['doubled slashes', `//model//${BARE}//invoke`, modelPath('invoke', PROFILE)],
  ['a slash at the end', `/model/${BARE}/invoke/`, modelPath('invoke', PROFILE)],
  ['a base path', `/bedrock/model/${BARE}/invoke`, modelPath('invoke', PROFILE)],
  ['a base path that ends with a slash', `/my/bedrock//model/${BARE}/invoke`, modelPath('invoke', PROFILE)],
  ['its Region', `/eu-central-1/model/${BARE}/invoke`, modelPath('invoke', PROFILE)],
  ['a base path and its Region', `/bedrock/eu-central-1/model/${BARE}/invoke`, modelPath('invoke', PROFILE)],
  ['a base path before a door', '/bedrock/v1/messages/', '/anthropic/v1/messages', MESSAGE],
  ['a doubled slash in a door', '//v1//messages?beta=true', '/anthropic/v1/messages?beta=true', MESSAGE],
]

/** Paths that could mean two things, or something else than the client believes. Nothing of them is signed. */
const AMBIGUOUS: readonly [title: string, path: string, status: number][] = [
  ['a geography before it', `/eu/model/${BARE}/invoke`, 404],
  ['two Regions', `/eu-central-1/eu-west-1/model/${BARE}/invoke`, 404],
  ['dots in its base path', `/../model/${BARE}/invoke`, 404],
  ['an escape in its base path', `/a%2Fb/model/${BARE}/invoke`, 404],
  ['one operation before another', `/async-invoke/model/${BARE}/invoke`, 404],
  ['a slash in an ID', '/model/anthropic.claude/sonnet/invoke', 404],
  ['an encoded slash in an ID', '/model/anthropic.claude%2Fsonnet/invoke', 400],
  ['dots in an ARN', '/model/arn:aws:bedrock:eu-central-1:1:custom-model/../x/invoke', 400],
]

/** What clients authenticate with; nothing of it counts, and nothing of it goes on. */
const AUTHENTICATIONS: readonly [title: string, headers: Record<string, string>][] = [
  ['no authentication', {}],
  ['a dummy bearer token', { authorization: 'Bearer local' }],
  ['an empty authorization', { authorization: '' }],
  ['a dummy API key', { 'x-api-key': 'local' }],
  ...['bedrock', 'bedrock-mantle'].map((service): [string, Record<string, string>] => [
    `a signature for ${service}`,
    {
      authorization: `AWS4-HMAC-SHA256 Credential=AKIDCLIENT/20261122/us-east-1/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=abc`,
      'x-amz-date': '20261122T000000Z',
      'x-amz-security-token': 'client-session',
      'x-amz-content-sha256': 'client-digest',
    },
  ]),
]

describe.each(HTTP_VERSIONS)('Over %s a request', (version) => {
  it.each(PATHS)('with %s is served', async (_, path, sent, body = INVOCATION) => {
    const { proxy, simulator } = await startPair()
    expect(await sendOver(version, proxy.url, { path, headers: JSON_TYPE, body })).toMatchObject({ status: 200 })
    expect(simulator.requests).toMatchObject([{ path: sent, signature: 'verified', status: 200 }])
  })

  it.each(AMBIGUOUS)('with %s is refused and not signed', async (_, path, status) => {
    const { proxy, simulator } = await startPair()
    expect(await sendOver(version, proxy.url, { path, headers: JSON_TYPE, body: INVOCATION })).toMatchObject({ status })
    expect(simulator.requests).toEqual([])
  })

  it.each(AUTHENTICATIONS)('with %s is signed afresh', async (_, headers) => {
    const { proxy, simulator } = await startPair()
    const request = { path: modelPath('invoke'), headers: { ...JSON_TYPE, ...headers }, body: INVOCATION }
    expect(await sendOver(version, proxy.url, request)).toMatchObject({ status: 200 })
    const [sent] = simulator.requests
    expect(sent?.signature).toBe('verified')
    expect(sent?.headers.join('\n')).not.toMatch(/client|local$|AKIDCLIENT|20261122T000000Z/m)
  })

  it('without a content type is served, and gets none', async () => {
    const { proxy, simulator } = await startPair()
    expect(await sendOver(version, proxy.url, { path: modelPath('invoke'), body: INVOCATION })).toMatchObject({
      status: 200,
    })
    expect(simulator.requests[0]?.headers.join()).not.toMatch(/content-type/i)
  })

  it.each(['bedrock-2023-05-31', '2026-10-21', 'whatever'])(
    'keeps its anthropic_version %s',
    async (anthropic_version) => {
      const { proxy, simulator } = await startPair()
      const body = JSON.stringify({ anthropic_version, max_tokens: 5, messages: [] })
      await sendOver(version, proxy.url, { path: modelPath('invoke'), headers: JSON_TYPE, body })
      expect(simulator.requests[0]?.body.toString()).toBe(body)
    },
  )

  it.each([modelPath('invoke'), '/v1/messages'])(
    'whose body comes in pieces, without a length, is served: %s',
    async (path) => {
      const { proxy, simulator } = await startPair()
      const body = path === '/v1/messages' ? MESSAGE : INVOCATION
      const pieces = [body.slice(0, 10), body.slice(10, 11), body.slice(11)]
      const answer = await sendOver(version, proxy.url, { path, headers: JSON_TYPE, body: pieces })
      expect(answer).toMatchObject({ status: 200, body: expect.stringContaining(REPLY) })
      expect(simulator.requests[0]?.body.toString()).toBe(body.replace(`"${BARE}"`, `"${PROFILE}"`))
    },
  )

  it('that expects 100-continue is told to go on, and served', async () => {
    const { proxy, simulator } = await startPair()
    const headers = { ...JSON_TYPE, expect: '100-continue' }
    const answer = await sendOver(version, proxy.url, { path: modelPath('invoke'), headers, body: INVOCATION })
    expect(answer).toMatchObject({ status: 200 })
    expect(simulator.requests[0]?.headers.join()).not.toMatch(/expect/i)
  })
})
