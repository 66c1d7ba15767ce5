import type { ServerHttp2Session } from 'node:http2'
import { expect, it, vi } from 'vitest'
import { nameViolation } from '../../src/http/goaway-code.ts'

it.each([
  [-524, undefined, 3],
  [-524, 0, 0],
  [-505, undefined, undefined],
  [undefined, undefined, undefined],
])('An error of nghttp2 with the number %s, broken off with %s, says %s', (errno, code, said) => {
  const destroy = vi.fn()
  const session = { destroy } as unknown as ServerHttp2Session
  nameViolation(session)
  const error = Object.assign(new Error('violation'), { errno })
  session.destroy(error, code)
  expect(destroy).toHaveBeenCalledWith(error, said)
})
