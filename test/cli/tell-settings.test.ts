import { expect, it } from 'vitest'
import { tellSettings } from '../../src/cli/tell-settings.ts'
import { loadSettings } from '../../src/settings/load-settings.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'
import { cliContextOf, written } from './cli-context-of.ts'

async function tell(env: Record<string, string>, isJson = false, files: Record<string, string> = {}) {
  const folder = temporaryFolder(files)
  const context = cliContextOf()
  const sources = { flags: { port: '9000' }, env, cwd: folder, homeDir: folder, isTerminal: false }
  tellSettings(await loadSettings(sources), context, isJson)
  return { stdout: written(context.stdout), stderr: written(context.stderr) }
}

it('tells what gave a setting, and never its value', async () => {
  const env = { AWS_REGION: 'eu-west-1', BEDROCK_PROXY_CLIENT_TOKEN: 'canary' }
  const { stdout, stderr } = await tell(env, false, { 'bedrock-profile-proxy.yaml': 'routing: geo-only\n' })
  expect(stdout).toBe(`The settings are right; the settings file is ./bedrock-profile-proxy.yaml.
Given, the others have their defaults:
  port          --port
  client-token  BEDROCK_PROXY_CLIENT_TOKEN
  region        AWS_REGION
  routing       routing in ./bedrock-profile-proxy.yaml
`)
  expect(stderr).toBe('')
})

it('warns on standard error, and in JSON beside the rest', async () => {
  expect((await tell({})).stderr).toMatch(/^warning: no Region is configured/)
  const { stdout, stderr } = await tell({}, true)
  expect(JSON.parse(stdout)).toEqual({
    settingsFile: null,
    given: { port: '--port' },
    warnings: [expect.stringContaining('no Region')],
  })
  expect(stderr).toBe('')
})
