import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const MAIN = join(import.meta.dirname, '../../dist/main.js')
const CANARIES = {
  AWS_ACCESS_KEY_ID: 'canary-id',
  AWS_SECRET_ACCESS_KEY: 'canary-secret',
  AWS_SESSION_TOKEN: 'canary-session',
  AWS_BEARER_TOKEN_BEDROCK: 'canary-key',
}

it('T17: an agent that run starts sees no AWS credentials of the environment, and nobody else sees its token', async () => {
  const home = temporaryFolder()
  const env = { HOME: home, PATH: process.env.PATH, ...CANARIES }
  const command = ['sh', '-c', 'env; tr "\\0" " " < /proc/$PPID/cmdline']
  const argv = [MAIN, 'run', '--simulate', '--region', 'eu-central-1', '--', ...command]
  const { stdout, stderr } = await promisify(execFile)(process.execPath, argv, { env, cwd: home })
  expect(stdout).not.toContain('canary')
  const [, token = ''] = /^ANTHROPIC_API_KEY=([0-9a-f]{48})$/m.exec(stdout) ?? []
  expect(stdout.split(token)).toHaveLength(2)

  const logs = join(home, '.local/state/bedrock-profile-proxy/logs')
  const [log = ''] = readdirSync(logs)
  const told = readFileSync(join(logs, log), 'utf8') + stderr
  for (const secret of [token, ...Object.values(CANARIES)]) expect(told).not.toContain(secret)
  expect([statSync(logs).mode & 0o777, statSync(join(logs, log)).mode & 0o777]).toEqual([0o700, 0o600])
})
