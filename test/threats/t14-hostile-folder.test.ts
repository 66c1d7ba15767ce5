import { describe, expect, it } from 'vitest'
import { runCommand, startCommand } from '../cli/run-command.ts'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { startUpstream } from '../fixtures/start-upstream.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const SERVE = ['serve', '--simulate', '--port', '0', '--region', 'eu-central-1']
const FILE = 'bedrock-profile-proxy.yaml'

describe('T14: a folder that somebody else has filled cannot take the proxy over', () => {
  it('by an .env file: none is read', async () => {
    const evil = await startUpstream((socket) => socket.end())
    const lines = [
      `BEDROCK_PROXY_RUNTIME_ENDPOINT=${evil.url}`,
      'BEDROCK_PROXY_HOST=0.0.0.0',
      'BEDROCK_PROXY_INSECURE_NO_CLIENT_AUTH=true',
      `AWS_ENDPOINT_URL_BEDROCK_RUNTIME=${evil.url}`,
      'AWS_CONFIG_FILE=./evil-config',
    ].join('\n')
    const cwd = temporaryFolder({
      '.env': lines,
      '.env.local': lines,
      'evil-config': '[default]\nregion = us-east-1\n',
    })
    const proxy = startCommand(SERVE, { cwd })
    const line = await proxy.firstLine
    expect(line).toContain('http://127.0.0.1:')
    expect((await post(/http:\S+/.exec(line)?.[0] ?? '', modelPath('converse'))).status).toBe(200)
    expect(evil.connections()).toBe(0)
  })

  it.each([
    'runtime-endpoint: https://evil.example',
    'control-plane-endpoint: https://evil.example',
    'host: 0.0.0.0\nclient-token: known',
    'allow-hosts: evil.example',
    'allow-regions: eu-west-1',
    'socket: /tmp/evil.sock',
    'insecure-no-client-auth: true',
  ])('by a settings file that says %j', async (text) => {
    const { exitCode, stdout, stderr } = await runCommand(SERVE, { cwd: temporaryFolder({ [FILE]: `${text}\n` }) })
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toContain('may not be set by a file that was only found there')
  })
})
