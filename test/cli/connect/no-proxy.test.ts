import { expect, it } from 'vitest'
import { noProxyFor, withNoProxy } from '../../../src/cli/connect/no-proxy.ts'

it.each([
  ['http://127.0.0.1:8223', '127.0.0.1,localhost'],
  ['http://localhost:8223', '127.0.0.1,localhost'],
  ['http://[::1]:8223', '127.0.0.1,localhost,::1'],
  ['http://127.0.0.2:8223', '127.0.0.1,localhost,127.0.0.2'],
  ['http://bedrock.internal:8223/eu', '127.0.0.1,localhost,bedrock.internal'],
])('for %s is %s', (url, value) => {
  expect(noProxyFor(url)).toBe(value)
})

it('stands beside the other variables', () => {
  expect(withNoProxy({ A: '1' }, 'http://127.0.0.1:1')).toEqual({ A: '1', NO_PROXY: '127.0.0.1,localhost' })
})
