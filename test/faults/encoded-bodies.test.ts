import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { BARE, modelPath, PROFILE, post } from '../fixtures/model-requests.ts'
import { signAsClient } from '../fixtures/sign-as-client.ts'
import { startLenientPair as startPair } from '../fixtures/start-lenient.ts'
import { runs, ZSTD_BODIES } from '../fixtures/zstd-bodies.ts'

const JSON_BODY = '{"messages":[],"text":"zstd"}'
const CODINGS: readonly (readonly [coding: string, encoded: Buffer])[] = [
  ['gzip', gzipSync(JSON_BODY)],
  ['x-gzip', gzipSync(JSON_BODY)],
  ['deflate', deflateSync(JSON_BODY)],
  ['deflate', deflateRawSync(JSON_BODY)],
  ['br', brotliCompressSync(JSON_BODY)],
  ['zstd', ZSTD_BODIES[0]?.[2] as Buffer],
  ['identity', Buffer.from(JSON_BODY)],
]

describe('An encoded body', () => {
  it.each(CODINGS)('of %s goes up decoded and signed, without its content-encoding', async (coding, encoded) => {
    const { proxy, simulator } = await startPair()
    const answer = await post(proxy.url, modelPath('converse'), encoded, { 'content-encoding': coding })
    expect(answer.status).toBe(200)
    expect(simulator.requests).toMatchObject([{ signature: 'verified' }])
    expect(simulator.requests[0]?.body.toString()).toBe(JSON_BODY)
    expect(simulator.requests[0]?.headers.map((header) => String(header).toLowerCase())).not.toContain(
      'content-encoding',
    )
  })

  it('that names its model is resolved and goes through every door', async () => {
    const { proxy, simulator } = await startPair()
    const encoded = gzipSync(JSON.stringify({ model: BARE, max_tokens: 5, messages: [{ role: 'user', content: 'a' }] }))
    for (const path of ['/openai/v1/responses', '/v1/messages', '/v1/messages/count_tokens']) {
      expect((await post(proxy.url, path, encoded, { 'content-encoding': 'gzip' })).status).toBe(200)
    }
    expect(simulator.requests[0]?.body.toString()).toContain(`"model":"${PROFILE}"`)
  })

  it.each([true, false])(
    'is signed by its client as it came (with its hash in a header: %s)',
    async (applyChecksum) => {
      const { proxy, simulator } = await startPair({ clientToken: [{ name: 'laptop', token: 'secret' }] })
      const encoded = gzipSync(JSON_BODY)
      const request = { host: new URL(proxy.url).host, path: modelPath('converse'), body: encoded }
      const headers = await signAsClient(
        'secret',
        { ...request, headers: { 'content-encoding': 'gzip' } },
        { applyChecksum },
      )
      expect((await post(proxy.url, request.path, encoded, headers)).status).toBe(200)
      expect((await post(proxy.url, request.path, gzipSync('{"messages":[]}'), headers)).status).toBe(403)
      expect((await post(proxy.url, request.path, JSON_BODY, headers)).status).not.toBe(200)
      expect(simulator.requests).toHaveLength(1)
      expect(simulator.requests[0]?.body.toString()).toBe(JSON_BODY)
    },
  )

  it.each(['compress', 'gzip, gzip', 'aws-chunked', 'dcb'])(
    'of %s is a 415 that says what would do',
    async (coding) => {
      const { proxy, simulator } = await startPair()
      const refused = await post(proxy.url, modelPath('converse'), JSON_BODY, { 'content-encoding': coding })
      expect([refused.status, refused.headers.get('x-amzn-errortype')]).toEqual([415, 'UnsupportedMediaTypeException'])
      expect(await refused.json()).toEqual({ message: expect.stringContaining('gzip, deflate, br or zstd') })
      expect(simulator.requests).toEqual([])
    },
  )

  it.each<readonly [string, string, Buffer]>([
    ['that is cut short', 'gzip', gzipSync(JSON_BODY).subarray(0, -5)],
    ['that is none', 'br', Buffer.from(JSON_BODY)],
    ['that is none', 'zstd', Buffer.from(JSON_BODY)],
  ])('%s of %s is a 400', async (_, coding, encoded) => {
    const { proxy, simulator } = await startPair()
    const refused = await post(proxy.url, modelPath('converse'), encoded, { 'content-encoding': coding })
    expect([refused.status, (await refused.text()).includes(coding)]).toEqual([400, true])
    expect(simulator.requests).toEqual([])
  })

  it.each<readonly [string, Buffer]>([
    ['gzip', gzipSync(Buffer.alloc(3_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(3_000_000))],
    ['zstd', runs(256, 128 * 1024)],
  ])('of %s that grows beyond the cap is a 413, and the proxy goes on', async (coding, encoded) => {
    const { proxy, simulator } = await startPair({ maxBodyBytes: 1_000_000 })
    const refused = await post(proxy.url, modelPath('converse'), encoded, { 'content-encoding': coding })
    expect(refused.status).toBe(413)
    expect((await post(proxy.url, modelPath('converse'))).status).toBe(200)
    expect(simulator.requests).toHaveLength(1)
  })
})
