import { expect, it } from 'vitest'
import type { IncomingRequest } from '../../src/http/dual-server.ts'
import { hostOf, readRequestHead } from '../../src/http/request-head.ts'

const headOf = (httpVersionMajor: 1 | 2, rawHeaders: string[]) => ({ httpVersionMajor, rawHeaders }) as IncomingRequest

it.each([
  ['one Host', 1, ['Host', 'LocalHost:8223'], 'LocalHost:8223'],
  ['an IPv6 Host', 1, ['host', '[::1]:8223'], '[::1]:8223'],
  ['one :authority', 2, [':authority', 'a.b', 'x', 'y'], 'a.b'],
  ['host in its place', 2, ['host', 'a.b'], 'a.b'],
  ['two equal ones', 2, [':authority', 'a.b', 'host', 'a.b'], 'a.b'],
] as const)('The authority is found in %s', (_, version, headers, authority) => {
  expect(readRequestHead(headOf(version, [...headers])).authority).toBe(authority)
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
  expect(readRequestHead(headOf(version, [...headers])).authority).toBeUndefined()
})

it.each([
  ['LocalHost:8223', 'localhost'],
  ['127.0.0.1', '127.0.0.1'],
  ['[::1]:80', '[::1]'],
  ['[::1]', '[::1]'],
])('The host of %s is %s', (authority, host) => {
  expect(hostOf(authority)).toBe(host)
})

it('counts the fields and what they are made of', () => {
  expect(readRequestHead(headOf(1, ['Host', 'a', 'x-y', '12345']))).toMatchObject({ fields: 2, characters: 13 })
})

it.each(['', 'x ', 'a:b', 'é', ':'])('finds the name %j odd', (name) => {
  expect(readRequestHead(headOf(1, ['host', 'a', name, 'x'])).hasOddName).toBe(true)
})

it.each(['x', ':path', 'X-Y_z.1'])('finds nothing odd in the name %j', (name) => {
  expect(readRequestHead(headOf(1, ['host', 'a', name, 'x'])).hasOddName).toBe(false)
})
