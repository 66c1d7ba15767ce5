import { expect, it } from 'vitest'
import { bodyOf, EMPTY_BODY } from '../../../src/proxy/body.ts'
import { signRequest } from '../../../src/proxy/sending/sign-request.ts'

const BODY = bodyOf([Buffer.from('hello')])
const PARTS = {
  host: 'bedrock.example:443',
  authenticate: async ({ path, host, sha256 }: { path: string; host: string; sha256: string }) => ({
    authorization: `${host} ${path} ${sha256}`,
  }),
}

it('signRequest sends what it had signed: host, path and digest', async () => {
  const request = { method: 'POST', path: '/a%3Ab', query: [], headers: { accept: 'x' }, body: BODY }
  expect(await signRequest(request, PARTS)).toEqual({
    method: 'POST',
    target: '/a%3Ab',
    headers: [
      ...['host', 'bedrock.example:443', 'accept', 'x', 'content-length', '5'],
      ...['authorization', `bedrock.example:443 /a%3Ab ${BODY.sha256}`],
    ],
    body: BODY,
  })
})

it('signRequest puts the query behind the path and gives a GET no length', async () => {
  const request = { method: 'GET', path: '/a', query: [['b c', '/']] as const, headers: {}, body: EMPTY_BODY }
  const { target, headers } = await signRequest(request, PARTS)
  expect(target).toBe('/a?b%20c=%2F')
  expect(headers).not.toContain('content-length')
})

it('signRequest tells the length of an empty POST', async () => {
  const request = { method: 'POST', path: '/a', query: [], headers: {}, body: EMPTY_BODY }
  expect((await signRequest(request, PARTS)).headers.join(' ')).toContain('content-length 0')
})

it('signRequest waits for nothing where the digest and the credentials are at hand', () => {
  const request = { method: 'POST', path: '/a', query: [], headers: {}, body: BODY }
  const atHand = { host: 'h', authenticate: () => ({ authorization: 'a' }) }
  expect(signRequest(request, atHand)).toMatchObject({ target: '/a' })
})
