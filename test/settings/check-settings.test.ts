import { describe, expect, it } from 'vitest'
import { checkSettings } from '../../src/settings/check-settings.ts'
import type { Settings } from '../../src/settings/settings.ts'
import type { SettingName } from '../../src/settings/settings-table.ts'

const GIVEN_AS = new Map<SettingName, string>([
  ['host', '--host'],
  ['runtimeEndpoint', 'BEDROCK_PROXY_RUNTIME_ENDPOINT'],
  ['controlPlaneEndpoint', '--control-plane-endpoint'],
])

function problemsOf(settings: Partial<Settings>): string[] {
  return checkSettings(settings, GIVEN_AS)
}

const TOKENS = [{ name: 'laptop', token: 'secret' }]

describe('the host', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('%s needs no client token', (host) => {
    expect(problemsOf({ host })).toEqual([])
  })

  it.each(['0.0.0.0', '::', '192.168.1.5', 'proxy.internal', '127.0.0.1.example'])(
    '%s needs a client token',
    (host) => {
      expect(problemsOf({ host })).toEqual([expect.stringMatching(/^--host: .*BEDROCK_PROXY_CLIENT_TOKEN/)])
      expect(problemsOf({ host, clientToken: TOKENS })).toEqual([])
    },
  )
})

describe('an endpoint that is the proxy itself', () => {
  it.each([
    [{ runtimeEndpoint: new URL('http://127.0.0.1:8223'), port: 8223 }, 'BEDROCK_PROXY_RUNTIME_ENDPOINT'],
    [{ runtimeEndpoint: new URL('http://[::1]:8223'), port: 8223 }, 'BEDROCK_PROXY_RUNTIME_ENDPOINT'],
    [{ runtimeEndpoint: new URL('http://localhost'), port: 80 }, 'BEDROCK_PROXY_RUNTIME_ENDPOINT'],
    [{ controlPlaneEndpoint: new URL('https://localhost'), port: 443 }, '--control-plane-endpoint'],
    [
      { runtimeEndpoint: new URL('https://10.0.0.5:8223'), port: 8223, host: '10.0.0.5', clientToken: TOKENS },
      'BEDROCK_PROXY_RUNTIME_ENDPOINT',
    ],
    [
      { runtimeEndpoint: new URL('https://proxy.internal:8223'), port: 8223, allowHosts: ['proxy.internal'] },
      'BEDROCK_PROXY_RUNTIME_ENDPOINT',
    ],
  ])('is refused: %o', (settings, name) => {
    expect(problemsOf(settings)).toEqual([`${name}: is this proxy itself, every request would go round in circles`])
  })

  it.each<[Partial<Settings>, string]>([
    [{ runtimeEndpoint: new URL('http://127.0.0.1:9000'), port: 8223 }, 'another port'],
    [{ runtimeEndpoint: new URL('http://127.0.0.1:9000'), port: 0 }, 'any free port'],
    [{ runtimeEndpoint: new URL('https://bedrock.example:8223'), port: 8223 }, 'another host'],
    [{ runtimeEndpoint: new URL('http://127.0.0.1:8223') }, 'a port that was itself wrong'],
  ])('is not seen in %o: %s', (settings) => {
    expect(problemsOf(settings)).toEqual([])
  })
})

describe('a host without client tokens', () => {
  it('is let pass by --insecure-no-client-auth, and by a socket in its place', () => {
    expect(problemsOf({ host: '0.0.0.0', insecureNoClientAuth: true })).toEqual([])
    expect(problemsOf({ host: '0.0.0.0', socket: '/run/proxy.sock' })).toEqual([])
  })
})

it('finds --insecure-no-client-auth beside a client token a contradiction', () => {
  const problems = problemsOf({ insecureNoClientAuth: true, clientToken: TOKENS })
  expect(problems).toEqual([expect.stringMatching(/^--insecure-no-client-auth: contradicts/)])
})

it('wants room for one body of the largest size at least', () => {
  expect(problemsOf({ maxBufferedBytes: 10, maxBodyBytes: 10 })).toEqual([])
  const problems = problemsOf({ maxBufferedBytes: 9, maxBodyBytes: 10 })
  expect(problems).toEqual([expect.stringMatching(/^--max-buffered-bytes: .*--max-body-bytes, 10/)])
})
