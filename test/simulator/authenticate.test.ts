import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createSigV4 } from '../../src/aws/authenticate.ts'
import { authenticate, authenticateStream } from '../../src/simulator/authenticate.ts'
import { BEARER_TOKEN, CREDENTIALS } from '../fixtures/start-frankfurt.ts'

const ACCESS = { region: 'eu-central-1', credentials: CREDENTIALS, bearerToken: BEARER_TOKEN }

function attempt(headers: string[], access: Parameters<typeof authenticate>[1] = ACCESS) {
  return () => authenticate({ method: 'GET', target: '/', headers, body: Buffer.alloc(0) }, access, new Date())
}

it('lets its API key in', () => {
  const admission = { signature: 'bearer', region: 'eu-central-1' }
  expect(attempt(['Authorization', `Bearer ${BEARER_TOKEN}`])()).toEqual(admission)
})

it.each([
  ['nothing at all', [], 'missing-authentication'],
  ['another API key', ['authorization', 'Bearer another'], 'invalid-api-key'],
  ['some other scheme', ['authorization', 'Basic YTpi'], 'incomplete-signature'],
])('refuses %s', (_title, headers, code) => {
  expect(attempt(headers)).toThrow(expect.objectContaining({ code }))
})

it('refuses every API key where it has none', () => {
  const { bearerToken: _, ...withoutKey } = ACCESS
  const refused = attempt(['authorization', 'Bearer undefined'], withoutKey)
  expect(refused).toThrow(expect.objectContaining({ code: 'invalid-api-key' }))
})

it.each<[string, (() => boolean) | undefined, string]>([
  ['eu-central-1', undefined, 'eu-central-1'],
  ['us-east-1', undefined, 'wrong-scope'],
  ['us-east-1', () => true, 'us-east-1'],
  ['us-east-1', () => false, 'wrong-scope'],
])('takes a signature for %s (further Regions: %s): %s', async (region, serves, expected) => {
  const source = { get: async () => CREDENTIALS, invalidate: () => undefined }
  const signed = await createSigV4(
    region,
    source,
  )({
    method: 'GET',
    host: 'x',
    path: '/',
    query: [],
    headers: {},
    sha256: createHash('sha256').digest('hex'),
  })
  const headers = Object.entries({ host: 'x', ...signed }).flat()
  const admit = attempt(headers, { ...ACCESS, ...(serves && { serves }) })
  if (expected === 'wrong-scope') expect(admit).toThrow(expect.objectContaining({ code: 'wrong-scope' }))
  else expect(admit()).toEqual({ signature: 'verified', region: expected })
})

it.each([
  ['nothing at all', [], 'missing-authentication'],
  ['its own API key', ['authorization', `Bearer ${BEARER_TOKEN}`], 'no-key-for-stream'],
  ['half a signature', ['authorization', 'AWS4-HMAC-SHA256 Credential=x'], 'incomplete-signature'],
])('opens no stream of events to %s', (_title, headers, code) => {
  const request = { method: 'POST', target: '/', headers, body: Buffer.alloc(0) }
  expect(() => authenticateStream(request, ACCESS, new Date())).toThrow(expect.objectContaining({ code }))
})
