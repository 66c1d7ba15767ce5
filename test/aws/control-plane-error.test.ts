import { expect, it } from 'vitest'
import { ControlPlaneError } from '../../src/aws/control-plane-error.ts'

it('names what went wrong, for how long to wait, and the cause', () => {
  const cause = new Error('cause')
  const error = new ControlPlaneError('It refused.', { code: 'ThrottlingException', retryAfterMs: 1000, cause })
  expect(error).toMatchObject({ name: 'ControlPlaneError', code: 'ThrottlingException', retryAfterMs: 1000, cause })
})
