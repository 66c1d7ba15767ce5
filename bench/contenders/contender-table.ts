import { benchScript, LOOPBACK_CERTIFICATE, PROXY_MAIN } from '../package-files.ts'
import type { Command } from '../start-process.ts'
import { isNginxInstalled, nginxCommand } from './nginx.ts'

export type Contender = {
  readonly name: string
  readonly title: string
  /** Why it cannot take part on this machine; undefined where it can. */
  readonly missing?: () => string | undefined
  /** How to start it in front of an upstream, with its files in a folder; undefined where there is nothing in between. */
  readonly command?: (upstream: URL, folder: string) => Command | Promise<Command>
}

/** Side by side, from nothing in between to the proxy under test. */
export const CONTENDERS: readonly Contender[] = [
  { name: 'direct', title: 'direct' },
  {
    name: 'nginx',
    title: 'nginx',
    missing: () => (isNginxInstalled() ? undefined : NOT_INSTALLED),
    command: nginxCommand,
  },
  { name: 'bare-relay', title: 'bare relay (undici)', command: (upstream) => script('bare-relay', upstream) },
  { name: 'http-proxy-3', title: 'http-proxy-3, keep-alive', command: (upstream) => script('http-proxy-3', upstream) },
  { name: 'this-proxy', title: 'bedrock-profile-proxy', command: proxyCommand },
]

const NOT_INSTALLED = 'not installed, left out'

function script(name: string, upstream: URL): Command {
  return { file: process.execPath, args: [benchScript(`contenders/${name}`), upstream.origin, LOOPBACK_CERTIFICATE] }
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
