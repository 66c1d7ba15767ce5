import { expect, it } from 'vitest'
import { ControlPlaneError } from '../../src/aws/control-plane-error.ts'
import { ProxyError } from '../../src/bedrock/errors.ts'
import { causeOf, problemOf, retryAfterMsOf } from '../../src/catalog/catalog-problem.ts'

const withCode = (code: string) => Object.assign(new Error('x'), { code })
const HOUR_MS = 60 * 60_000

it.each([
  [new ControlPlaneError('x', { code: 'AccessDeniedException' }), 'AccessDeniedException'],
  [new ProxyError('no-credentials', 'x'), 'no-credentials'],
  [new DOMException('x', 'TimeoutError'), 'timeout'],
  [withCode('UND_ERR_CONNECT_TIMEOUT'), 'timeout'],
  [withCode('ETIMEDOUT'), 'timeout'],
  [withCode('ECONNREFUSED'), 'unreachable'],
  [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'unreachable'],
  [new TypeError('x'), 'unknown'],
  ['x', 'unknown'],
])('the problem with %s is %s', (error, problem) => {
  expect(problemOf(error)).toBe(problem)
})

it.each([
  [new ControlPlaneError('x', { code: 'ThrottlingException', retryAfterMs: 7000 }), 7000],
  [new ControlPlaneError('x', { code: 'ThrottlingException', retryAfterMs: 25 * HOUR_MS }), HOUR_MS],
  [new ControlPlaneError('x', { code: 'ThrottlingException' }), 0],
  [new Error('x'), 0],
])('after %s it is quiet for %i ms', (error, milliseconds) => {
  expect(retryAfterMsOf(error)).toBe(milliseconds)
})

it.each([
  [new ProxyError('no-credentials', 'x'), 'no-credentials'],
  [new ControlPlaneError('It refused.', { code: 'AccessDeniedException' }), 'ControlPlaneError: It refused.'],
  ['x', 'x'],
])('the log says of %s: %s', (error, cause) => {
  expect(causeOf(error)).toBe(cause)
})
