import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { freePort } from '../fixtures/start-http-server.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)

function has(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe.skipIf(!has('kubernetes-validate'))('kubernetes-validate (left out unless PyPI’s is on the PATH)', () => {
  it.each(['kubernetes-pod.yaml', 'kubernetes-job.yaml'])('accepts %s', async (name) => {
    await run('kubernetes-validate', ['--strict', join(ROOT, 'deploy', name)])
  })
})

describe.skipIf(!has('cfn-lint'))('cfn-lint (left out unless PyPI’s is on the PATH)', () => {
  it('accepts the ECS task', async () => {
    await run('cfn-lint', [join(ROOT, 'deploy/ecs-task.yaml')])
  })
})

describe('the commands of docker-compose.yml, as processes', () => {
  const { services } = parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'))

  it('the health check is answered by the proxy, and so is the agent', async () => {
    const port = String(await freePort())
    const env = {
      PATH: process.env.PATH,
      HOME: temporaryFolder(),
      AWS_REGION: 'eu-central-1',
      BEDROCK_PROXY_PORT: port,
    }
    const proxy: ChildProcess = spawn('node', ['dist/main.js', 'serve', '--simulate'], { cwd: ROOT, env })
    onTestFinished(() => void proxy.kill('SIGKILL'))
    if (proxy.stdout) await once(proxy.stdout, 'data')
    const [, file, ...args]: [string, string, ...string[]] = services['bedrock-profile-proxy'].healthcheck.test
    await run(file, args, { cwd: ROOT, env })
    const [client, ...words]: [string, ...string[]] = services.agent.command
    const { stdout } = await run(
      client,
      words.map((word) => word.replace('8223', port)),
      { env },
    )
    expect(JSON.parse(stdout)).toMatchObject({ status: 'ready', region: 'eu-central-1' })
  })
})
