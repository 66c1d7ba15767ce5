import { describe, expect, it } from 'vitest'
import { isLoopbackHost, nameInUrl } from '../../src/http/loopback-host.ts'

describe('isLoopbackHost', () => {
  it.each(['localhost', 'LocalHost', '127.0.0.1', '127.255.255.255', '127.0.0.53', '::1', '[::1]'])(
    'knows that only this machine can reach %s',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true)
    },
  )

  it.each([
    '',
    '0.0.0.0',
    '::',
    '[::]',
    '10.0.0.1',
    '128.0.0.1',
    '127.0.0.256',
    '127.0.0',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'evil-localhost',
    '127.0.0.1:80',
    'localhost\n',
    '[::1',
    '::ffff:10.0.0.1',
  ])('does not trust "%s"', (host) => {
    expect(isLoopbackHost(host)).toBe(false)
  })
})

it.each([
  ['::1', '[::1]'],
  ['127.0.0.1', '127.0.0.1'],
  ['localhost', 'localhost'],
])('The host %s stands in a URL as %s', (host, name) => {
  expect(nameInUrl(host)).toBe(name)
})
