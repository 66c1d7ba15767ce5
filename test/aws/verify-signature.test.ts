import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { WireRequest } from '../../src/aws/canonical-request.ts'
import { type PresentedSignature, parseSignature } from '../../src/aws/presented-signature.ts'
import { isSignedWith, problemWithScope } from '../../src/aws/verify-signature.ts'
import { VECTOR_CREDENTIALS, VECTOR_DATE, VECTORS } from '../fixtures/sigv4-vectors.ts'

const { secretAccessKey } = VECTOR_CREDENTIALS
const NOW_MS = VECTOR_DATE.getTime()
const MINUTE_MS = 60_000

describe.each(VECTORS)('The vector $name', ({ request, authorization }) => {
  const { method, target, headers, body } = request
  const wire: WireRequest = { method, target, rawHeaders: headers }
  const presented = parseSignature(authorization) as PresentedSignature
  const payloadHash = createHash('sha256').update(body).digest('hex')

  it('is verified', () => {
    expect(problemWithScope(wire, presented, NOW_MS)).toBeUndefined()
    expect(isSignedWith(secretAccessKey, wire, presented, payloadHash)).toBe(true)
  })

  it.each<[string, Partial<WireRequest>, Partial<PresentedSignature>]>([
    ['method', { method: 'PUT' }, {}],
    ['path', { target: target.replace('/', '/x/') }, {}],
    ['query', { target: `${target}${target.includes('?') ? '&' : '?'}a=b` }, {}],
    ['host', { rawHeaders: headers.map((value, i) => (headers[i - 1] === 'host' ? 'evil.example' : value)) }, {}],
    ['Region', {}, { region: 'us-east-1' }],
    ['service', {}, { service: 's3' }],
    ['list of signed headers', {}, { signedHeaders: ['host'] }],
    ['signature', {}, { signature: presented.signature.replace(/./, (first) => (first === '0' ? '1' : '0')) }],
  ])('is not verified with another %s', (_, otherWire, otherSignature) => {
    const tampered = [
      { ...wire, ...otherWire },
      { ...presented, ...otherSignature },
    ] as const
    expect(isSignedWith(secretAccessKey, ...tampered, payloadHash)).toBe(false)
  })

  it('is not verified with another key or another body', () => {
    expect(isSignedWith(`${secretAccessKey}x`, wire, presented, payloadHash)).toBe(false)
    expect(isSignedWith(secretAccessKey, wire, presented, payloadHash.replace(/.$/, 'x'))).toBe(false)
  })
})

describe('problemWithScope', () => {
  const rawHeaders = ['host', 'localhost', 'x-amz-date', '20261122T000000Z']
  const wire: WireRequest = { method: 'POST', target: '/', rawHeaders }
  const presented: PresentedSignature = {
    accessKeyId: 'KEY',
    shortDate: '20261122',
    region: 'anywhere-1',
    service: 'bedrock-mantle',
    signedHeaders: ['host'],
    signature: '',
  }

  it.each([0, -5 * MINUTE_MS, 5 * MINUTE_MS])('finds none %d ms from now, whatever the Region', (skewMs) => {
    expect(problemWithScope(wire, presented, NOW_MS + skewMs)).toBeUndefined()
    const overHttp2 = { ...presented, signedHeaders: [':authority'] }
    expect(problemWithScope(wire, overHttp2, NOW_MS + skewMs)).toBeUndefined()
  })

  it.each<[string, Partial<PresentedSignature>, Partial<WireRequest>, number]>([
    ['service s3', { service: 's3' }, {}, 0],
    ['host', { signedHeaders: ['x-amz-date'] }, {}, 0],
    ['another day', { shortDate: '20261121' }, {}, 0],
    ['x-amz-date', {}, { rawHeaders: ['host', 'localhost'] }, 0],
    ['x-amz-date', {}, { rawHeaders: ['x-amz-date', '2026-11-22T00:00:00Z'] }, 0],
    ['five minutes', {}, {}, 5 * MINUTE_MS + 1],
    ['five minutes', {}, {}, -5 * MINUTE_MS - 1],
  ])('names the %s in %o, %o, %d ms from now', (problem, otherSignature, otherWire, skewMs) => {
    const found = problemWithScope({ ...wire, ...otherWire }, { ...presented, ...otherSignature }, NOW_MS + skewMs)
    expect(found).toContain(problem)
  })
})
