import { expect, it } from 'vitest'
import { authenticate, authenticateStream } from '../../src/simulator/authenticate.ts'
import { BEARER_TOKEN, CREDENTIALS } from '../fixtures/start-frankfurt.ts'

const ACCESS = { region: 'eu-central-1', credentials: CREDENTIALS, bearerToken: BEARER_TOKEN }

function attempt(headers: string[], access: Parameters<typeof authenticate>[1] = ACCESS) {
  return () => authenticate({ method: 'GET', target: '/', headers, body: Buffer.alloc(0) }, access, new Date())
}

it('lets its API key in', () => {
  expect(attempt(['Authorization', `Bearer ${BEARER_TOKEN}`])()).toBe('bearer')
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

it.each([
  ['nothing at all', [], 'missing-authentication'],
  ['its own API key', ['authorization', `Bearer ${BEARER_TOKEN}`], 'no-key-for-stream'],
  ['half a signature', ['authorization', 'AWS4-HMAC-SHA256 Credential=x'], 'incomplete-signature'],
])('opens no stream of events to %s', (_title, headers, code) => {
  const request = { method: 'POST', target: '/', headers, body: Buffer.alloc(0) }
  expect(() => authenticateStream(request, ACCESS, new Date())).toThrow(expect.objectContaining({ code }))
})
