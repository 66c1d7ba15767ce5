import { expect, it } from 'vitest'
import type { WireRequest } from '../../src/simulator/canonical-request.ts'
import { regionInScope, verifySignature } from '../../src/simulator/verify-signature.ts'
import { VECTOR_CREDENTIALS, VECTOR_DATE, VECTORS, vectorNamed } from '../fixtures/sigv4-vectors.ts'

const credentialsFor = (sessionToken: string | null) => ({
  ...VECTOR_CREDENTIALS,
  ...(sessionToken !== null && { sessionToken }),
})

it.each(VECTORS.filter(({ input }) => input.service === 'bedrock'))(
  'accepts the vector: $name',
  ({ input, request }) => {
    const credentials = credentialsFor(input.sessionToken)
    expect(() => verifySignature(request, { credentials, region: input.region, now: VECTOR_DATE })).not.toThrow()
  },
)

const SIGNED: WireRequest = vectorNamed('converse, colon percent-encoded on the wire (AWS SDK / boto3 form)')
const JUDGE = { credentials: credentialsFor(null), region: 'eu-central-1', now: VECTOR_DATE }

/** The first vector with one of its headers replaced, or one more appended. */
function withHeader(name: string, change: (value: string) => string): WireRequest {
  const at = SIGNED.headers.indexOf(name)
  if (at === -1) return { ...SIGNED, headers: [...SIGNED.headers, name, change('')] }
  return { ...SIGNED, headers: SIGNED.headers.with(at + 1, change(SIGNED.headers[at + 1] ?? '')) }
}

const withAuthorization = (from: string | RegExp, to: string) =>
  withHeader('authorization', (value) => value.replace(from, to))

it.each<[string, WireRequest, Partial<typeof JUDGE>, string, RegExp]>([
  ['another body', { ...SIGNED, body: Buffer.from('{}') }, {}, 'wrong-signature', /signature we calculated/],
  ['another path', { ...SIGNED, target: `${SIGNED.target}x` }, {}, 'wrong-signature', /signature we calculated/],
  ['another query', { ...SIGNED, target: `${SIGNED.target}?a=1` }, {}, 'wrong-signature', /signature we calculated/],
  ['another method', { ...SIGNED, method: 'PUT' }, {}, 'wrong-signature', /signature we calculated/],
  ['another signed header', withHeader('content-type', () => 'text/plain'), {}, 'wrong-signature', /signature we/],
  ['UNSIGNED-PAYLOAD', withHeader('x-amz-content-sha256', () => 'UNSIGNED-PAYLOAD'), {}, 'wrong-signature', /signa/],
  ['an unknown key', withAuthorization('AKIDEXAMPLE', 'AKIDOTHER'), {}, 'unknown-client', /security token/],
  ['a session token it does not know', withHeader('x-amz-security-token', () => 'T'), {}, 'unknown-client', /token/],
  ['another Region', withAuthorization('eu-central-1', 'us-east-1'), {}, 'wrong-scope', /to a valid region\.$/],
  ['another service', withAuthorization('/bedrock/', '/s3/'), {}, 'wrong-scope', /to correct service: 'bedrock'\.$/],
  ['another day', withAuthorization('/20261122/', '/20261121/'), {}, 'wrong-scope', /'20261121' != '20261122'/],
  ['half a header', withAuthorization(/Signature=.*/, ''), {}, 'incomplete-signature', /AWS4-HMAC-SHA256/],
  ['an unsigned host', withAuthorization('host;', ''), {}, 'incomplete-signature', /must be a 'SignedHeader'/],
  ['no date', withHeader('x-amz-date', () => ''), {}, 'incomplete-signature', /X-Amz-Date/],
  ['an old date', SIGNED, { now: new Date('2026-11-22T00:05:01Z') }, 'wrong-time', /^Signature expired: 20261122T0/],
  ['a future date', SIGNED, { now: new Date('2026-11-21T23:54:59Z') }, 'wrong-time', /^Signature not yet current: 2/],
])('refuses %s', (_title, request, judge, code, message) => {
  const verdict = () => verifySignature(request, { ...JUDGE, ...judge })
  expect(verdict).toThrow(expect.objectContaining({ code }))
  expect(verdict).toThrow(message)
})

it('allows five minutes either way', () => {
  for (const now of ['2026-11-22T00:05:00Z', '2026-11-21T23:55:00Z']) {
    expect(() => verifySignature(SIGNED, { ...JUDGE, now: new Date(now) })).not.toThrow()
  }
})

it('wants the session token that belongs to the credentials', () => {
  const judge = { ...JUDGE, credentials: credentialsFor('SESSION') }
  expect(() => verifySignature(SIGNED, judge)).toThrow(expect.objectContaining({ code: 'unknown-client' }))
})

it('holds a claimed body hash against the body even where the claim is not signed', () => {
  const unclaimed = vectorNamed('no x-amz-content-sha256 header (boto3 style)')
  const claimed = { ...unclaimed, headers: [...unclaimed.headers, 'x-amz-content-sha256', 'UNSIGNED-PAYLOAD'] }
  expect(() => verifySignature(unclaimed, JUDGE)).not.toThrow()
  expect(() => verifySignature(claimed, JUDGE)).toThrow(expect.objectContaining({ code: 'wrong-signature' }))
})

it('reads the Region of a scope before it judges the signature', () => {
  const at = SIGNED.headers.indexOf('authorization')
  expect(regionInScope(SIGNED.headers[at + 1] ?? '')).toBe('eu-central-1')
  expect(regionInScope('Bearer eu-central-1')).toBeUndefined()
})
