import { describe, expect, it } from 'vitest'
import { derivedKeyPair } from '../../src/aws/derived-key-pair.ts'
import type { IncomingRequest } from '../../src/http/dual-server.ts'
import type { Caller } from '../../src/proxy/admission.ts'
import { bodyOf } from '../../src/proxy/body.ts'
import { checkSignature, type SigningClient } from '../../src/server/check-signature.ts'
import { type Signing, signAsClient, type Unsigned } from '../fixtures/sign-as-client.ts'

const SIGNERS: readonly SigningClient[] = ['other', 'laptop'].map((name) => ({ name, keyPair: derivedKeyPair(name) }))
const REQUEST = { host: '127.0.0.1:8223', path: '/model/a%3A0/converse', body: '{"a":1}' }
const NOW = new Date('2026-11-22T12:00:00Z')
const BODY = bodyOf([Buffer.from('{"a"'), Buffer.from(':1}')])
const REFUSED = expect.objectContaining({ code: 'client-signature' })

describe('A signature', () => {
  it.each(['bedrock', 'bedrock-mantle'])('for %s names its client, and is for its body alone', async (service) => {
    const caller = await check({}, { service })
    expect(caller?.client).toBe('laptop')
    expect(() => caller?.checkBody(BODY)).not.toThrow()
    expect(() => caller?.checkBody({ ...BODY, sha256: undefined })).not.toThrow()
    expect(() => caller?.checkBody(bodyOf([Buffer.from('{"a":2}')]))).toThrow(REFUSED)
  })

  it('without a hash of the body is verified when the body is there, and never for a stream', async () => {
    const caller = await check({}, { applyChecksum: false })
    expect(() => caller?.checkBody(BODY)).not.toThrow()
    expect(() => caller?.checkBody(bodyOf([Buffer.from('{"a":2}')]))).toThrow(REFUSED)
    expect(() => caller?.checkStream()).toThrow(REFUSED)
  })

  it('of a stream of events is verified once, and lets no whole body pass', async () => {
    const headers = { 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-EVENTS' }
    const caller = await check({ headers })
    expect(() => caller?.checkStream()).not.toThrow()
    expect(() => caller?.checkBody(BODY)).toThrow(REFUSED)
    await expect(check({ headers }, {}, { url: '/model/b/converse' })).rejects.toEqual(REFUSED)
  })

  it.each(['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', ''])(
    'that claims %j of its body is refused',
    async (claim) => {
      await expect(check({ headers: { 'x-amz-content-sha256': claim } })).rejects.toEqual(REFUSED)
    },
  )

  it.each<[string, Signing]>([
    ['of six minutes ago', { date: new Date(NOW.getTime() - 360_000) }],
    ['of six minutes from now', { date: new Date(NOW.getTime() + 360_000) }],
    ['for another service', { service: 's3' }],
  ])('%s is refused', async (_, signing) => {
    await expect(check({}, signing)).rejects.toEqual(REFUSED)
  })

  it.each([
    ['method', { method: 'GET' }],
    ['path', { url: '/model/b/converse' }],
    ['query', { url: `${REQUEST.path}?a=b` }],
    ['query that cannot be decoded', { url: `${REQUEST.path}?a=%` }],
  ])('for another %s is refused', async (_, tampered) => {
    await expect(check({}, {}, tampered)).rejects.toEqual(REFUSED)
  })

  it('that is cut short is refused', async () => {
    expect(() => checkSignature(incoming({}), 'AWS4-HMAC-SHA256 Credential=', SIGNERS, NOW.getTime())).toThrow(REFUSED)
  })

  it('of a key that is nobody’s has no client', async () => {
    expect(await check({}, {}, {}, 'stranger')).toBeUndefined()
  })
})

/** Checks a request that was signed, and perhaps tampered with since. */
async function check(
  unsigned: Partial<Unsigned>,
  signing: Signing = {},
  tampered: object = {},
  token = 'laptop',
): Promise<Caller | undefined> {
  const headers = await signAsClient(token, { ...REQUEST, ...unsigned }, { date: NOW, ...signing })
  return checkSignature(incoming(headers, tampered), headers.authorization ?? '', SIGNERS, NOW.getTime())
}

function incoming(headers: Readonly<Record<string, string>>, tampered: object = {}): IncomingRequest {
  const rawHeaders = Object.entries(headers).flat()
  return { method: 'POST', url: REQUEST.path, headers, rawHeaders, ...tampered } as unknown as IncomingRequest
}
