import { existsSync } from 'node:fs'
import { LOOPBACK_CERTIFICATE } from '../package-files.ts'
import type { Command } from '../start-process.ts'
import { freePort } from './free-port.ts'

/** Where the program is. It is written in Go, and no package manager that we use has it. */
const VARIABLE = 'AWS_SIGV4_PROXY'

/** Why AWS's own signing proxy cannot take part; undefined where it can. */
export function missingSigv4Proxy(path = process.env[VARIABLE]): string | undefined {
  if (path === undefined) return `${VARIABLE} does not say where it is, left out`
  return existsSync(path) ? undefined : `${VARIABLE} names no file, left out`
}

/** AWS's own signing proxy: it signs the whole body, as this proxy does, and resolves nothing. */
export async function sigv4ProxyCommand(upstream: URL): Promise<Command> {
  const port = await freePort()
  return {
    file: process.env[VARIABLE] ?? '',
    args: [
      ...['--name', 'bedrock', '--region', 'eu-central-1', '--port', `127.0.0.1:${port}`],
      ...['--host', upstream.host, '--upstream-url-scheme', 'https'],
    ],
    env: {
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      // Go's name for further authorities.
      SSL_CERT_FILE: LOOPBACK_CERTIFICATE,
    },
    url: new URL(`http://127.0.0.1:${port}`),
  }
}
