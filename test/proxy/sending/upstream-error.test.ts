import { expect, it } from 'vitest'
import { ProxyError } from '../../../src/bedrock/errors.ts'
import {
  IDLE_TIMEOUT,
  isConnectionLost,
  isOfNoConnection,
  unaskedUpgrade,
  upstreamError,
} from '../../../src/proxy/sending/upstream-error.ts'

const failure = (code?: string) => Object.assign(new Error('secret detail'), code && { code })

it.each([
  ['UND_ERR_HEADERS_TIMEOUT', 'upstream-timeout', /--idle-timeout-ms/],
  ['UND_ERR_BODY_TIMEOUT', 'upstream-timeout', /--idle-timeout-ms/],
  [IDLE_TIMEOUT, 'upstream-timeout', /--idle-timeout-ms/],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'upstream-untrusted', /AWS_CA_BUNDLE/],
  ['CERT_HAS_EXPIRED', 'upstream-untrusted', /AWS_CA_BUNDLE/],
  ['UND_ERR_INVALID_ARG', 'malformed-request', /printable/],
  ['ENOTFOUND', 'upstream-unreachable', /--region/],
  ['ECONNRESET', 'upstream-unreachable', /closed the connection/],
  ['ECONNREFUSED', 'upstream-unreachable', /HTTPS_PROXY/],
  ['EMFILE', 'too-many-files', /ulimit -n/],
  ['EADDRNOTAVAIL', 'too-many-files', /no more connections/],
  ['HPE_INVALID_CONSTANT', 'upstream-malformed', /is not HTTP/],
  ['UND_ERR_HEADERS_OVERFLOW', 'upstream-malformed', /head that does not end/],
  ['ETIMEDOUT', 'upstream-unreachable', /closed the connection/],
  ['ERR_MODULE_NOT_FOUND', 'internal', /as after an upgrade\. Restart it\.$/],
  [undefined, 'upstream-unreachable', /HTTPS_PROXY/],
])('%s becomes %s and the message says what to do', (code, expected, message) => {
  const cause = failure(code)
  const error = upstreamError(cause, 2)
  expect(error).toMatchObject({ code: expected, cause, attempts: 2, message: expect.stringMatching(message) })
  expect(error.message).not.toContain('secret detail')
})

it('An error of the proxy stays what it is, but for how often the request was sent', () => {
  const error = new ProxyError('too-many-bytes', 'Wait.', { cause: 'a cause', retryAfterSeconds: 3 })
  expect(upstreamError(error, 0)).toBe(error)
  const { code, message, cause, attempts, retryAfterSeconds } = upstreamError(error, 2)
  expect({ code, message, cause, attempts, retryAfterSeconds }).toEqual({
    code: 'too-many-bytes',
    message: 'Wait.',
    cause: 'a cause',
    attempts: 2,
    retryAfterSeconds: 3,
  })
})

it.each(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH'])('%s is a lost connection', (code) => {
  expect(isConnectionLost(failure(code))).toBe(true)
})

it.each(['ETIMEDOUT', 'ENETUNREACH'])('%s of a connection that could not be made is none', (code) => {
  for (const cause of [
    Object.assign(failure(code), { syscall: 'connect' }),
    Object.assign(new AggregateError([failure(code)]), { code }),
  ]) {
    expect(isConnectionLost(cause)).toBe(false)
    expect(upstreamError(cause, 1).message).toMatch(/cannot be reached/)
  }
})

it('What a parser says of an answer is no lost connection, an upgrade neither', () => {
  const parsed = Object.assign(failure(), { name: 'HTTPParserError' })
  for (const cause of [parsed, unaskedUpgrade()]) {
    expect(upstreamError(cause, 1).code).toBe('upstream-malformed')
    expect(isConnectionLost(cause)).toBe(false)
  }
})

it.each(['ECONNREFUSED', 'UND_ERR_HEADERS_TIMEOUT', 'CERT_HAS_EXPIRED', undefined])('%s is none', (code) => {
  expect(isConnectionLost(failure(code))).toBe(false)
})

it.each([
  [Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' }), true],
  [Object.assign(new Error('x'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }), true],
  [new AggregateError([]), true],
  [new ProxyError('outbound-proxy-failed', 'No.'), true],
  [new ProxyError('no-credentials', 'No.'), false],
  [Object.assign(new Error('x'), { code: 'ECONNRESET' }), false],
  [Object.assign(new Error('x'), { code: 'UND_ERR_HEADERS_TIMEOUT' }), false],
])('Whether nothing can have been sent: %o', (error, expected) => {
  expect(isOfNoConnection(error)).toBe(expected)
})
