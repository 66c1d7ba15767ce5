import { describe, expect, it } from 'vitest'
import { outboundProxy, proxyAuthorization } from '../../src/aws/outbound-proxy.ts'
import { proxyEnvironment } from './proxy-environment.ts'

const RUNTIME = 'https://bedrock-runtime.eu-central-1.amazonaws.com'
const PROXY = 'http://proxy.example:3128/'

describe('outboundProxy', () => {
  it.each<[string, Record<string, string>, string, string | undefined]>([
    ['is none unless the environment names one', {}, RUNTIME, undefined],
    ['is what HTTPS_PROXY names', { HTTPS_PROXY: PROXY }, RUNTIME, PROXY],
    ['is what https_proxy names', { https_proxy: PROXY }, RUNTIME, PROXY],
    ['is what ALL_PROXY names where nothing is closer', { ALL_PROXY: PROXY }, RUNTIME, PROXY],
    ['prefers HTTPS_PROXY', { HTTPS_PROXY: PROXY, ALL_PROXY: 'socks5://other:1080' }, RUNTIME, PROXY],
    ['has nothing to do with HTTP_PROXY', { HTTP_PROXY: PROXY }, RUNTIME, undefined],
    ['is none for a name in NO_PROXY', { HTTPS_PROXY: PROXY, NO_PROXY: new URL(RUNTIME).host }, RUNTIME, undefined],
    ['is none for a domain in NO_PROXY', { HTTPS_PROXY: PROXY, no_proxy: 'x, .amazonaws.com' }, RUNTIME, undefined],
    ['is none where NO_PROXY is *', { HTTPS_PROXY: PROXY, NO_PROXY: '*' }, RUNTIME, undefined],
    ['is one for other names than those in NO_PROXY', { HTTPS_PROXY: PROXY, NO_PROXY: '.vpce.x' }, RUNTIME, PROXY],
    ['is none for plain http', { HTTP_PROXY: PROXY, ALL_PROXY: PROXY }, 'http://127.0.0.1:9000', undefined],
    ['is one for an IPv6 address', { HTTPS_PROXY: PROXY }, 'https://[::1]:9000', PROXY],
    [
      'is none for an IPv6 address in NO_PROXY',
      { HTTPS_PROXY: PROXY, NO_PROXY: '[::1]' },
      'https://[::1]:9',
      undefined,
    ],
  ])('%s', (_, variables, endpoint, expected) => {
    proxyEnvironment(variables)
    expect(outboundProxy(new URL(endpoint))?.href).toBe(expected)
  })

  it.each(['socks5://u:CANARY@proxy:1080', 'socks5h://u:CANARY@proxy', 'http://u:CANARY@proxy:port', 'http://'])(
    'refuses %s, without a word of it',
    (HTTPS_PROXY) => {
      proxyEnvironment({ HTTPS_PROXY })
      expect(() => outboundProxy(new URL(RUNTIME))).toThrow(
        'HTTPS_PROXY or ALL_PROXY names no http:// or https:// URL. Correct it, or exempt bedrock-runtime.eu-central-1.amazonaws.com in NO_PROXY.',
      )
    },
  )
})

describe('proxyAuthorization', () => {
  it.each([
    ['http://us%40er:p%3Ass@proxy', 'us@er:p:ss'],
    ['http://token@proxy', 'token:'],
  ])('makes Basic credentials out of %s', (url, pair) => {
    expect(proxyAuthorization(new URL(url))).toBe(`Basic ${Buffer.from(pair).toString('base64')}`)
  })

  it('is undefined for a proxy that asks for none', () => {
    expect(proxyAuthorization(new URL('http://proxy:3128'))).toBeUndefined()
  })
})
