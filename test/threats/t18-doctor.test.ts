import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const MAIN = join(import.meta.dirname, '../../dist/main.js')

it('T18: doctor prints no secret, whatever it finds them in', async () => {
  const { url, requests } = await startFrankfurt()
  const home = temporaryFolder({
    '.claude/settings.json': JSON.stringify({
      env: { ANTHROPIC_BEDROCK_BASE_URL: 'http://me:canary-url@127.0.0.1:9', AWS_BEARER_TOKEN_BEDROCK: 'canary-file' },
    }),
  })
  const env = {
    HOME: home,
    AWS_ACCESS_KEY_ID: 'AKIAY34FZKBOKMUTVV7A',
    AWS_SECRET_ACCESS_KEY: 'canary-secret',
    AWS_SESSION_TOKEN: 'canary-session',
    HTTPS_PROXY: 'http://me:canary-proxy@127.0.0.1:1',
    BEDROCK_PROXY_CLIENT_TOKEN: 'canary-token',
  }
  const flags = ['--region', 'eu-central-1', '--runtime-endpoint', url, '--control-plane-endpoint', url]
  const argv = [MAIN, 'doctor', ...flags, '--probe', 'anthropic.claude-sonnet-4-6']
  const told = await new Promise<string>((resolve) => {
    execFile(process.execPath, argv, { env, cwd: home }, (_, stdout, stderr) => resolve(stdout + stderr))
  })
  expect(told).toMatch(/^✓ credentials +Keys of the environment, account …5308, without an end$/m)
  expect(told).not.toMatch(/canary|AKIA|609629065308/)
  expect(requests.length).toBeGreaterThan(0)
})
