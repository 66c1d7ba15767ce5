import { expect, it } from 'vitest'
import { ProxyError } from '../../../src/bedrock/errors.ts'
import { endingFields } from '../../../src/proxy/account/ending.ts'

const END = { id: 'id-1', status: 200, ending: 'complete', attempts: 1, bytes: 7, firstByteMs: 3 } as const

it('tells how a request ended', () => {
  expect(endingFields(END)).toEqual({ status: 200, ending: 'complete', attempts: 1, responseBytes: 7, firstByteMs: 3 })
})

it('tells of an error its name, whose fault it is, and what was said', () => {
  const error = new ProxyError('upstream-timeout', 'It took too long. Try again.')
  expect(endingFields({ ...END, ending: 'answered-here', error })).toMatchObject({
    error: 'upstream-timeout',
    fault: 'upstream',
    why: 'It took too long. Try again.',
  })
})
