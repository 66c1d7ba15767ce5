import { Sha256 } from '@aws-crypto/sha256-js'
import { createScope, getSigningKey } from '@aws-sdk/signature-v4'
import { expect, it } from 'vitest'
import { hmacSha256 } from '../../src/aws/digests.ts'
import { credentialScope, signingKey, signingKeysFor } from '../../src/aws/signing-key.ts'

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const IAM = { region: 'us-east-1', service: 'iam' }

it("derives the key of AWS's published example", () => {
  const published = 'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9'
  expect(signingKey(SECRET, '20150830', IAM).toString('hex')).toBe(published)
})

it.each([
  ['20261122', 'eu-central-1', 'bedrock'],
  ['20270101', 'ap-southeast-2', 'bedrock-mantle'],
])("has the key and the scope of the library's signer for %s, %s and %s", async (shortDate, region, service) => {
  const credentials = { accessKeyId: 'AKID', secretAccessKey: SECRET }
  const theirs = await getSigningKey(Sha256, credentials, shortDate, region, service)
  expect(signingKey(SECRET, shortDate, { region, service })).toEqual(Buffer.from(theirs))
  expect(credentialScope(shortDate, { region, service })).toBe(createScope(shortDate, region, service))
})

it('derives a key once for each day and each set of credentials', () => {
  const keyFor = signingKeysFor(IAM)
  const credentials = { accessKeyId: 'AKID', secretAccessKey: SECRET }
  const first = keyFor(credentials, '20261122')
  expect(keyFor(credentials, '20261122')).toBe(first)
  expect(keyFor({ ...credentials }, '20261122')).not.toBe(first)
  expect(keyFor(credentials, '20261123').scope).toBe('20261123/us-east-1/iam/aws4_request')
  expect(first.sign('text')).toBe(hmacSha256(signingKey(SECRET, '20261122', IAM), 'text'))
})
