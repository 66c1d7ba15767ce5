import { expect, it } from 'vitest'
import { parseSignature } from '../../src/aws/presented-signature.ts'

const DIGITS = 'a1'.repeat(32)
const SCOPE = 'KEY/20261122/eu-central-1/bedrock/aws4_request'
const WHOLE = `AWS4-HMAC-SHA256 Credential=${SCOPE}, SignedHeaders=host;x-amz-date, Signature=${DIGITS}`

it.each([WHOLE, WHOLE.replaceAll(', ', ','), WHOLE.replace(' ', '   ')])('reads %s', (authorization) => {
  expect(parseSignature(authorization)).toEqual({
    accessKeyId: 'KEY',
    shortDate: '20261122',
    region: 'eu-central-1',
    service: 'bedrock',
    signedHeaders: ['host', 'x-amz-date'],
    signature: DIGITS,
  })
})

it.each([
  '',
  'Bearer token',
  WHOLE.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'),
  WHOLE.replace('/aws4_request', ''),
  WHOLE.replace('20261122', '2026112'),
  WHOLE.replace('SignedHeaders=host;x-amz-date', 'SignedHeaders='),
  WHOLE.slice(0, -1),
  WHOLE.toUpperCase(),
  `${WHOLE}, Signature=${DIGITS}`,
])('does not take for whole: %s', (authorization) => {
  expect(parseSignature(authorization)).toBeUndefined()
})
