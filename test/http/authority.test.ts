import { expect, it } from 'vitest'
import { authorityOf, hostOf } from '../../src/http/authority.ts'
import type { IncomingRequest } from '../../src/http/dual-server.ts'

const headOf = (httpVersionMajor: 1 | 2, rawHeaders: string[]) => ({ httpVersionMajor, rawHeaders }) as IncomingRequest

it.each([
  ['one Host', 1, ['Host', 'LocalHost:8223'], 'LocalHost:8223'],
  ['an IPv6 Host', 1, ['host', '[::1]:8223'], '[::1]:8223'],
  ['one :authority', 2, [':authority', 'a.b', 'x', 'y'], 'a.b'],
  ['host in its place', 2, ['host', 'a.b'], 'a.b'],
  ['two equal ones', 2, [':authority', 'a.b', 'host', 'a.b'], 'a.b'],
] as const)('The authority is found in %s', (_, version, headers, authority) => {
  expect(authorityOf(headOf(version, [...headers]))).toBe(authority)
})

it.each([
  ['nothing', 1, ['x', 'host']],
  ['two equal Hosts', 1, ['host', 'a', 'Host', 'a']],
  ['two that differ', 2, [':authority', 'a', 'host', 'b']],
  ['three', 2, [':authority', 'a', 'host', 'a', 'host', 'a']],
  ['an empty one', 1, ['host', '']],
  ['user information', 1, ['host', 'user@a']],
  ['a path', 1, ['host', 'a/b']],
  ['a list', 1, ['host', 'a, b']],
  ['a port that is none', 1, ['host', 'a:b']],
  ['a scheme', 1, ['host', 'http://a']],
  ['a bare IPv6 address', 1, ['host', '::1']],
] as const)('There is no authority in %s', (_, version, headers) => {
  expect(authorityOf(headOf(version, [...headers]))).toBeUndefined()
})

it.each([
  ['LocalHost:8223', 'localhost'],
  ['127.0.0.1', '127.0.0.1'],
  ['[::1]:80', '[::1]'],
  ['[::1]', '[::1]'],
])('The host of %s is %s', (authority, host) => {
  expect(hostOf(authority)).toBe(host)
})
