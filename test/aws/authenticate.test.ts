import { createHash } from 'node:crypto'
import { request } from 'undici'
import { describe, expect, it } from 'vitest'
import { createBearerAuth, createSigV4, type SignableRequest } from '../../src/aws/authenticate.ts'
import type { CredentialSource, Credentials } from '../../src/aws/credentials.ts'
import { ProxyError } from '../../src/bedrock/errors.ts'
import { VECTOR_CREDENTIALS, VECTOR_DATE, VECTORS } from '../fixtures/sigv4-vectors.ts'
import { BEARER_TOKEN, CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { REQUEST, REQUESTS_OF_ALL_KINDS, signedByPackage } from './signable-requests.ts'

const OURS = VECTORS.filter(({ headersSent }) => 'x-amz-content-sha256' in headersSent)

describe('createSigV4', () => {
  it.each(OURS)('signs as the vector does: $name', async ({ input, headersSent }) => {
    const sign = createSigV4(input.region, sourceOf(input.sessionToken), () => VECTOR_DATE, input.service)
    const { host = '', 'content-type': contentType, ...expected } = headersSent
    const signed = await sign({
      method: input.method,
      host,
      path: input.wirePath,
      query: Object.entries(input.query),
      headers: contentType === undefined ? {} : { 'content-type': contentType },
      sha256: sha256(input.body),
    })
    expect(signed).toEqual(expected)
  })

  it('waits for nothing where the credentials are at hand', async () => {
    const credentials = await sourceOf('SESSION').get()
    const atHand = createSigV4('eu-central-1', { get: () => credentials }, () => VECTOR_DATE)
    const later = createSigV4('eu-central-1', sourceOf('SESSION'), () => VECTOR_DATE)
    expect(atHand(REQUEST)).toEqual(await later(REQUEST))
    expect(later(REQUEST)).toBeInstanceOf(Promise)
  })

  it('covers host, content-type, x-amz-* and x-amzn-bedrock-*, and no other header', async () => {
    const sign = createSigV4('eu-central-1', sourceOf('SESSION'), () => VECTOR_DATE)
    const headers = {
      accept: 'application/json',
      'user-agent': 'agent',
      'anthropic-version': '2023-06-01',
      'content-type': 'application/json',
      'x-amzn-bedrock-guardrailidentifier': 'g',
      'x-amzn-trace-id': 't',
      'x-forwarded-for': '10.0.0.1',
    }
    const { authorization } = await sign({ ...REQUEST, headers })
    expect(/SignedHeaders=([^,]+)/.exec(authorization ?? '')?.[1]).toBe(
      'content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amzn-bedrock-guardrailidentifier',
    )
  })

  it.each(REQUESTS_OF_ALL_KINDS)("signs as AWS's own package does: $method $path", async (request) => {
    const sign = createSigV4('eu-central-1', sourceOf('SESSION'), () => VECTOR_DATE)
    expect((await sign(request)).authorization).toBe(await signedByPackage(request, await sourceOf('SESSION').get()))
  })

  it('takes no longer for each parameter of a query that repeats one name without end', async () => {
    const query = Array.from({ length: 200_000 }, (): [string, string] => ['a', ''])
    const sign = createSigV4('eu-central-1', sourceOf(null), () => VECTOR_DATE)
    expect(await sign({ ...REQUEST, query })).toHaveProperty('authorization')
  })

  it('signs with the credentials and the day of each request', async () => {
    let credentials: Credentials = { accessKeyId: 'AKIDONE', secretAccessKey: 'one' }
    let date = VECTOR_DATE
    const source = { get: async () => credentials, invalidate: () => undefined }
    const kept = createSigV4('eu-central-1', source, () => date)
    const expectSameAsFresh = async () =>
      expect(await kept(REQUEST)).toEqual(await createSigV4('eu-central-1', source, () => date)(REQUEST))
    await expectSameAsFresh()
    credentials = { accessKeyId: 'AKIDONE', secretAccessKey: 'two' }
    await expectSameAsFresh()
    date = new Date('2026-11-23T00:00:00Z')
    await expectSameAsFresh()
  })

  it('passes on that there are no credentials', async () => {
    const none = new ProxyError('no-credentials', 'none')
    const sign = createSigV4('eu-central-1', { get: () => Promise.reject(none) })
    await expect(sign(REQUEST)).rejects.toBe(none)
  })
})

describe('a judge with signature code of its own', () => {
  it.each<[string, Partial<SignableRequest>, body: string]>([
    [
      'a colon that is percent-encoded',
      { path: '/model/eu.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse' },
      '{}',
    ],
    ['a literal colon', { path: '/model/eu.anthropic.claude-haiku-4-5-20251001-v1:0/converse' }, '{}'],
    [
      'an ARN',
      {
        path: '/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A123456789012%3Aapplication-inference-profile%2Fa1/converse',
      },
      '{}',
    ],
    ['an empty body', { method: 'GET', path: '/foundation-models' }, ''],
    ['bytes that are no ASCII', {}, '{"text":"Grüße, 🌍"}'],
    ['a signed header with inner blanks', { headers: { 'x-amzn-bedrock-trace': 'a  b' } }, '{}'],
    [
      'a query that is out of order and full of signs',
      {
        method: 'GET',
        path: '/inference-profiles',
        query: [
          ['type', "a b+c/d=e&f~g!h*i'j(k)"],
          ['maxResults', '7'],
          ['empty', ''],
        ],
      },
      '',
    ],
    [
      'a query that repeats a name',
      {
        method: 'GET',
        path: '/foundation-models',
        query: [
          ['tag', 'b'],
          ['tag', 'a'],
        ],
      },
      '',
    ],
    [
      'a query of names that every object has',
      {
        method: 'GET',
        path: '/foundation-models',
        query: [
          ['constructor', 'b'],
          ['__proto__', 'a'],
        ],
      },
      '',
    ],
  ])('accepts %s', async (_, change, body) => {
    const { url, requests } = await startFrankfurt()
    await send(url, { ...REQUEST, ...change }, body, createSigV4('eu-central-1', sourceOf(null)))
    expect(requests.map(({ signature }) => signature)).toEqual(['verified'])
  })

  it('accepts a session token', async () => {
    const credentials = { ...CREDENTIALS, sessionToken: 'SESSION' }
    const { url, requests } = await startFrankfurt({ credentials })
    await send(url, REQUEST, '{}', createSigV4('eu-central-1', sourceOf('SESSION')))
    expect(requests.map(({ signature }) => signature)).toEqual(['verified'])
  })

  it('refuses what was signed for another body', async () => {
    const { url, requests } = await startFrankfurt()
    const sign = createSigV4('eu-central-1', sourceOf(null))
    await send(url, REQUEST, '{}', (signable) => sign({ ...signable, sha256: sha256('{ }') }))
    expect(requests.map(({ signature }) => signature)).toEqual(['refused'])
  })

  it('accepts an API key', async () => {
    const { url, requests } = await startFrankfurt()
    await send(url, REQUEST, '{}', createBearerAuth(BEARER_TOKEN))
    expect(requests.map(({ signature }) => signature)).toEqual(['bearer'])
  })
})

describe('createBearerAuth', () => {
  it('sends the key and nothing of SigV4', async () => {
    expect(await createBearerAuth('KEY')(REQUEST)).toEqual({ authorization: 'Bearer KEY' })
  })
})

function sourceOf(sessionToken: string | null): Pick<CredentialSource, 'get'> {
  const credentials: Credentials = { ...VECTOR_CREDENTIALS, ...(sessionToken !== null && { sessionToken }) }
  return { get: async () => credentials }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Sends a request with what authenticates it, the way the proxy does. */
async function send(
  origin: string,
  signable: SignableRequest,
  body: string,
  authenticate: ReturnType<typeof createSigV4>,
): Promise<void> {
  const { method, path, query, headers } = signable
  const host = new URL(origin).host
  const authentication = await authenticate({ ...signable, host, sha256: sha256(body) })
  const search = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
  const answer = await request(`${origin}${path}${search && `?${search}`}`, {
    method: method as 'GET' | 'POST',
    headers: { ...headers, ...authentication },
    body: body || null,
  })
  await answer.body.dump()
}
