import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { freePort } from '../fixtures/start-http-server.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'
import { ROOT } from './command-blocks.ts'

/** Somebody who types what a document says, in a home of their own, with nothing of this machine's in their environment. */
export type Reader = {
  /**
   * Resolves to what was printed, when the commands have ended or the proxy that they started listens; it goes on then. What `env` sets
   * comes in the place of what the reader has set.
   */
  types(commands: string, env?: Readonly<Record<string, string>>): Promise<string>
}

/** In place of an agent: asks as the SDK of Anthropic does. */
const AGENT = `#!/usr/bin/env node
const { ANTHROPIC_BEDROCK_BASE_URL, AWS_BEARER_TOKEN_BEDROCK = 'local' } = process.env
const headers = { 'content-type': 'application/json', authorization: 'Bearer ' + AWS_BEARER_TOKEN_BEDROCK }
const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Say hello.' }] }] })
const url = ANTHROPIC_BEDROCK_BASE_URL + '/model/anthropic.claude-sonnet-4-6/converse'
fetch(url, { method: 'POST', headers, body }).then(async (response) => {
  console.log(await response.text())
  process.exitCode = response.ok ? 0 : 1
})
`

/** In place of a program: asks by an SDK of AWS's, which is told nothing but by its environment. */
const PROGRAM = `#!/usr/bin/env node
const { BedrockRuntimeClient, ConverseCommand } = require('${join(ROOT, 'node_modules/@aws-sdk/client-bedrock-runtime')}')
const messages = [{ role: 'user', content: [{ text: 'Say hello.' }] }]
const command = new ConverseCommand({ modelId: 'anthropic.claude-sonnet-4-6', messages })
new BedrockRuntimeClient().send(command).then(({ output }) => console.log(JSON.stringify(output)))
`

/** Fails where a variable has the URL of a proxy that does not answer. */
const FOLLOW = `#!/bin/sh
for url in $(env | sed -n 's#^[A-Z_]*=\\(http://127[^/]*\\).*#\\1#p' | sort -u); do
  curl --silent --fail --output /dev/null "$url/healthz" || exit 1
done
`

/** A reader, whose commands are run in the root of the repository, and whose proxies listen on a port of their own. */
export async function startReader(): Promise<Reader> {
  const home = temporaryFolder()
  const programs = join(home, 'bin')
  writeProgram(join(programs, 'claude'), AGENT)
  writeProgram(join(programs, 'python3'), PROGRAM)
  writeProgram(join(programs, 'follow-urls'), FOLLOW)
  writeProgram(join(programs, 'bedrock-profile-proxy'), `#!/bin/sh\nexec node '${join(ROOT, 'dist/main.js')}' "$@"\n`)
  const port = String(await freePort())
  const env = {
    PATH: [programs, dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: home,
    AWS_EC2_METADATA_DISABLED: 'true',
    BEDROCK_PROXY_PORT: port,
  }
  return { types: (commands, more) => run(commands.replaceAll('8223', port), { ...env, ...more }) }
}

function writeProgram(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  chmodSync(path, 0o755)
}

/** In a process group of its own, so that what goes on can be ended with all that it started. */
function run(commands: string, env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn('sh', ['-eu', '-c', `${commands}\nfollow-urls`], { cwd: ROOT, env, detached: true })
  onTestFinished(() => endGroup(child.pid))
  return new Promise((resolve, reject) => {
    let printed = ''
    const hear = (chunk: Buffer) => {
      printed += chunk
      if (/listening on http/.test(printed)) resolve(printed)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(printed) : reject(new Error(`${code}: ${commands}${printed}`))))
  })
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
