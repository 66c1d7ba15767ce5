import { expect, it } from 'vitest'
import { notDecoded, timedOut, tooSlow, truncated } from '../../src/proxy/body-errors.ts'

it.each([
  [notDecoded('br'), 'malformed-body', 'content-encoding br'],
  [truncated(), 'truncated-body', 'Send it again in full'],
  [tooSlow(), 'body-timeout', '1024 bytes a second'],
  [timedOut(250), 'body-timeout', '250 ms'],
])('%s says what happened and what to do', (error, code, words) => {
  expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)])
})
