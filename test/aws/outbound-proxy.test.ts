import { describe, expect, it } from 'vitest'
import { type Environment, type OutboundProxy, proxyFor } from '../../src/aws/outbound-proxy.ts'

const RUNTIME = 'bedrock-runtime.eu-central-1.amazonaws.com'
const PROXY = 'http://proxy.example:3128'
const AT_PROXY = { host: 'proxy.example', port: 3128, isSecure: false, authorization: undefined }

describe('proxyFor', () => {
  it.each<[string, Environment, string, string | undefined]>([
    ['is none unless the environment names one', {}, RUNTIME, undefined],
    ['is what HTTPS_PROXY names', { HTTPS_PROXY: PROXY }, RUNTIME, 'HTTPS_PROXY'],
    ['is what https_proxy names, before HTTPS_PROXY', { https_proxy: PROXY, HTTPS_PROXY: 'x' }, RUNTIME, 'https_proxy'],
    ['is what ALL_PROXY names where nothing is closer', { ALL_PROXY: PROXY, HTTPS_PROXY: '' }, RUNTIME, 'ALL_PROXY'],
    ['prefers HTTPS_PROXY', { HTTPS_PROXY: PROXY, all_proxy: 'socks5://other:1080' }, RUNTIME, 'HTTPS_PROXY'],
    ['has nothing to do with HTTP_PROXY', { HTTP_PROXY: PROXY, http_proxy: PROXY }, RUNTIME, undefined],
    ['is none for what NO_PROXY names', { HTTPS_PROXY: PROXY, NO_PROXY: 'amazonaws.com' }, RUNTIME, undefined],
    ['prefers no_proxy', { HTTPS_PROXY: PROXY, no_proxy: 'x', NO_PROXY: 'amazonaws.com' }, RUNTIME, 'HTTPS_PROXY'],
    ['is none for this machine', { HTTPS_PROXY: PROXY }, '127.0.0.1', undefined],
    [
      'is nothing that is wrong where NO_PROXY exempts the host',
      { HTTPS_PROXY: '%', NO_PROXY: '*' },
      RUNTIME,
      undefined,
    ],
  ])('%s', (_, environment, host, variable) => {
    expect(proxyFor(host, 443, environment)).toEqual(variable && { variable, ...AT_PROXY })
  })

  it.each<[value: string, proxy: Partial<OutboundProxy>]>([
    ['127.0.0.1:7890', { host: '127.0.0.1', port: 7890, isSecure: false }],
    ['localhost:7890', { host: 'localhost', port: 7890 }],
    ['proxy.example', { host: 'proxy.example', port: 80 }],
    ['user:pw@proxy.example:1', { host: 'proxy.example', port: 1, ...as('user:pw') }],
    ['HTTP://Proxy.Example:3128/', { host: 'proxy.example', port: 3128, isSecure: false }],
    ['http://proxy.example:3128/path?x#y', { host: 'proxy.example', port: 3128 }],
    ['https://proxy.example', { host: 'proxy.example', port: 443, isSecure: true }],
    ['http://[2001:db8::1]:3128', { host: '2001:db8::1', port: 3128 }],
    [' http://proxy.example:3128\r\n', { host: 'proxy.example', port: 3128 }],
    ['http://us%40er:p%3Ass@proxy', as('us@er:p:ss')],
    ['http://token@proxy', as('token:')],
    ['http://:pw@proxy', as(':pw')],
    ['http://user:100%@proxy', as('user:100%')],
    ['http://user:%zz%41@proxy', as('user:%zzA')],
    ['http://CORP\\user:pw@proxy:3128', { ...as('CORP\\user:pw'), host: 'proxy', port: 3128 }],
    ['http://CORP%5Cuser:pw@proxy', as('CORP\\user:pw')],
    ['http://user:p@ss/w#rd?:1@proxy:3128', { ...as('user:p@ss/w#rd?:1'), host: 'proxy', port: 3128 }],
    ['http://us er:ü@proxy', as('us er:ü')],
    ['http://user:%FC@proxy', { authorization: `Basic ${Buffer.from('user:\xfc', 'latin1').toString('base64')}` }],
  ])('takes %j', (value, proxy) => {
    expect(proxyFor(RUNTIME, 443, { HTTPS_PROXY: value })).toMatchObject({ variable: 'HTTPS_PROXY', ...proxy })
  })

  it.each([
    'socks5://u:CANARY@proxy:1080',
    'socks5h://u:CANARY@proxy',
    'constructor://u:CANARY@proxy:3128',
    'http://u:CANARY@proxy:port',
    'http://u:CANARY@proxy:65536',
    'http://u:CANARY@',
    'http://',
    'http://CANARY CANARY',
    '://CANARY',
    '[CANARY',
    'http://[CANARY]:3128',
  ])('refuses %j by the name of its variable, without a word of it', (value) => {
    for (const variable of ['HTTPS_PROXY', 'all_proxy']) {
      expect(() => proxyFor(RUNTIME, 443, { [variable]: value })).toThrow(
        `${variable} names no http:// or https:// proxy. Write it as http://user:password@host:port, or exempt ${RUNTIME} in NO_PROXY.`,
      )
    }
  })
})

function as(pair: string): Pick<OutboundProxy, 'authorization'> {
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}
