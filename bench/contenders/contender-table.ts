import { benchScript, LOOPBACK_CERTIFICATE, PROXY_MAIN } from '../package-files.ts'
import type { Command } from '../start-process.ts'
import type { HttpVersion } from '../workloads.ts'
import { missingSigv4Proxy, sigv4ProxyCommand } from './aws-sigv4-proxy.ts'
import { isNginxInstalled, nginxCommand } from './nginx.ts'

export type Contender = {
  readonly name: string
  readonly title: string
  /** What clients may speak to it. */
  readonly versions: readonly HttpVersion[]
  /** True where the first bytes of a stream wait for more of them: a stream that pauses cannot be measured. */
  readonly holdsBack?: true
  /** Why it cannot take part on this machine; undefined where it can. */
  readonly missing?: () => string | undefined
  /** How to start it in front of an upstream, with its files in a folder; undefined where there is nothing in between. */
  readonly command?: (upstream: URL, folder: string) => Command | Promise<Command>
}

/** Side by side, from nothing in between to the proxy under test. */
export const CONTENDERS: readonly Contender[] = [
  { name: 'direct', title: 'direct', versions: ['1.1'] },
  {
    name: 'nginx',
    title: 'nginx',
    versions: ['1.1'],
    missing: () => (isNginxInstalled() ? undefined : NOT_INSTALLED),
    command: nginxCommand,
  },
  {
    name: 'bare-relay',
    title: 'bare relay (undici)',
    versions: ['1.1'],
    command: (upstream) => script('bare-relay', upstream),
  },
  {
    name: 'bare-relay-http2',
    title: 'bare relay (undici), HTTP/2',
    versions: ['2'],
    command: (upstream) => script('bare-relay', upstream, 'http2'),
  },
  {
    name: 'http-proxy-3',
    title: 'http-proxy-3, keep-alive',
    versions: ['1.1'],
    command: (upstream) => script('http-proxy-3', upstream),
  },
  {
    name: 'aws-sigv4-proxy',
    title: 'aws-sigv4-proxy (Go)',
    versions: ['1.1'],
    holdsBack: true,
    missing: missingSigv4Proxy,
    command: sigv4ProxyCommand,
  },
  { name: 'this-proxy', title: 'bedrock-profile-proxy', versions: ['1.1', '2'], command: proxyCommand },
]

/** The least that a proxy in Node has to do, over either HTTP version: what others are compared with. */
export const BARE_RELAYS = ['bare-relay', 'bare-relay-http2']

const NOT_INSTALLED = 'not installed, left out'

function script(name: string, upstream: URL, ...args: string[]): Command {
  const argv = [benchScript(`contenders/${name}`), upstream.origin, LOOPBACK_CERTIFICATE, ...args]
  return { file: process.execPath, args: argv }
}

/** The proxy as a user runs it, with its usual log, but for the upstream and the made-up credentials. */
function proxyCommand(upstream: URL, folder: string): Command {
  return {
    file: process.execPath,
    args: [PROXY_MAIN, 'serve', '--runtime-endpoint', upstream.origin, '--discovery', 'off', '--port', '0'],
    env: {
      HOME: folder,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      AWS_CA_BUNDLE: LOOPBACK_CERTIFICATE,
    },
  }
}
