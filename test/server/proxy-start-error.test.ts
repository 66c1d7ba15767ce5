import { expect, it } from 'vitest'
import { ProxyStartError } from '../../src/server/proxy-start-error.ts'

it('keeps its cause, and its name tells it from what nobody foresaw', () => {
  const cause = new Error('EADDRINUSE')
  expect(new ProxyStartError('The port is taken.', { cause })).toMatchObject({ name: 'ProxyStartError', cause })
})
