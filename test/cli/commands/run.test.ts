import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { freePort } from '../../fixtures/start-http-server.ts'
import { startPair } from '../../fixtures/start-pair.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { runCommand } from '../run-command.ts'

const MAIN = join(import.meta.dirname, '../../../dist/main.js')
const SIMULATED = ['--simulate', '--region', 'eu-central-1', '--']
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIDCANARY', AWS_SECRET_ACCESS_KEY: 'canary-secret' }

/** Asks for a model as an AWS SDK would, by the variables alone, and prints what it is told. */
const ASK = `fetch(process.env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME + '/model/anthropic.claude-sonnet-4-6/converse', {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer ' + process.env.ANTHROPIC_API_KEY },
  body: JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'hi' }] }] }),
}).then(async (answer) => { console.log(answer.status, await answer.text()); process.exit(7) })`

function start(home: string, argv: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, 'run', ...argv], {
    cwd: home,
    env: { HOME: home, PATH: process.env.PATH, ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk) => {
      written[name] += chunk
    })
  }
  const finished = once(child, 'close').then(([exitCode]) => ({ ...written, exitCode: exitCode as number | null }))
  return { child, finished, stdout: () => written.stdout }
}

const stateOf = (home: string, part: string) => join(home, '.local/state/bedrock-profile-proxy', part)
const runsIn = (home: string) => (existsSync(stateOf(home, 'runs')) ? readdirSync(stateOf(home, 'runs')) : [])

/** A program on the PATH of its own, as an agent that is known by its name. */
function agent(home: string, name: string, script: string): Record<string, string> {
  mkdirSync(join(home, 'bin'))
  writeFileSync(join(home, 'bin', name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(home, 'bin', name), 0o755)
  return { PATH: `${join(home, 'bin')}:${process.env.PATH}` }
}

/** The process that a command says it is, once it has said so. */
async function pidOf(stdout: () => string): Promise<number> {
  await expect.poll(stdout, { timeout: 15_000 }).toMatch(/^up \d+\n/m)
  return Number(/up (\d+)/.exec(stdout())?.[1])
}

describe('a command of its own proxy', () => {
  it('is pointed at it without AWS credentials, and its exit code is ours', async () => {
    const home = temporaryFolder()
    const { stdout, stderr, exitCode } = await start(home, [...SIMULATED, process.execPath, '-e', ASK], CREDENTIALS)
      .finished
    expect([exitCode, stdout]).toEqual([7, expect.stringMatching(/^200 .*Hello from eu\.anthropic\.claude-sonnet-4-6/)])
    expect(stderr).toMatch(/^note: The proxy's log is ~\/\.local\/state\/bedrock-profile-proxy\/logs\/run-.*\.log\.$/m)
    expect(stderr).toContain('without AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY; --keep-aws-credentials leaves them.')
    const [log = ''] = readdirSync(stateOf(home, 'logs'))
    const logged = readFileSync(join(stateOf(home, 'logs'), log), 'utf8')
    expect(logged).toContain('"operation":"Converse"')
    expect(`${logged}${stderr}`).not.toContain('canary')
    expect(runsIn(home)).toEqual([])
  })

  it('keeps them where it may', async () => {
    const command = ['sh', '-c', 'echo $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY']
    const argv = ['--keep-aws-credentials', ...SIMULATED, ...command]
    const { stdout, stderr } = await start(temporaryFolder(), argv, CREDENTIALS).finished
    expect([stdout, stderr]).toEqual(['AKIDCANARY canary-secret\n', expect.not.stringContaining('is started without')])
  })

  it('gets our signals, and ends with the code of the one that ended it', async () => {
    const command = ['sh', '-c', 'echo up $$; exec sleep 600']
    const { child, finished, stdout } = start(temporaryFolder(), [...SIMULATED, ...command])
    const pid = await pidOf(stdout)
    child.kill('SIGTERM')
    expect((await finished).exitCode).toBe(143)
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  it('that is not there ends with 127, and what was made is gone', async () => {
    const { stderr, exitCode } = await start(temporaryFolder(), [...SIMULATED, 'no-such-command']).finished
    expect([exitCode, stderr]).toEqual([127, expect.stringContaining('no-such-command could not be started (ENOENT)')])
  })
})

describe('an agent that takes its settings from a file', () => {
  it('gets one of this run, which is gone afterwards, and its own stays', async () => {
    const home = temporaryFolder()
    const env = agent(home, 'opencode', 'cat "$OPENCODE_CONFIG"')
    const { stdout } = await start(home, [...SIMULATED, 'opencode'], env).finished
    expect(stdout).toContain('"bedrock-local"')
    expect([runsIn(home), existsSync(join(home, '.config'))]).toEqual([[], false])
  })

  it('leaves a folder where run is killed, which the next run clears', async () => {
    const home = temporaryFolder()
    const env = agent(home, 'opencode', 'echo up $$; exec sleep 600')
    const { child, stdout } = start(home, [...SIMULATED, 'opencode'], env)
    const agentPid = await pidOf(stdout)
    onTestFinished(() => void process.kill(agentPid, 'SIGKILL'))
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(runsIn(home)).toHaveLength(1)
    expect((await start(home, [...SIMULATED, 'true']).finished).exitCode).toBe(0)
    expect(runsIn(home)).toEqual([])
  })
})

describe('--use-running', () => {
  const TOKEN = 's3cret'

  it('points the command at the proxy that listens, with the token of the settings', async () => {
    const { proxy, simulator } = await startPair({ clientToken: [{ name: 'laptop', token: TOKEN }] })
    const flags = ['--use-running', '--port', new URL(proxy.url).port, '--client-token', TOKEN]
    const { stdout, exitCode } = await start(temporaryFolder(), [...flags, '--', process.execPath, '-e', ASK]).finished
    expect([exitCode, stdout]).toEqual([7, expect.stringMatching(/^200 /)])
    expect(simulator.requests).toHaveLength(1)
  })

  it.each([
    ['another token', ['--client-token', 'wrong'], 'and the one of the settings here is another'],
    ['no token', [], 'and the settings here hold none'],
  ])('ends with 1 where the settings hold %s', async (_, token, why) => {
    const { proxy } = await startPair({ clientToken: [{ name: 'laptop', token: TOKEN }] })
    const argv = ['run', '--use-running', '--port', new URL(proxy.url).port, ...token, '--', 'true']
    const { exitCode, stderr } = await runCommand(argv)
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`wants a client token, ${why}`)])
  })

  it('ends with 1 where none listens', async () => {
    const { exitCode, stderr } = await runCommand([
      'run',
      '--use-running',
      '--port',
      `${await freePort()}`,
      '--',
      'true',
    ])
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Nothing listens at')])
  })
})

it('a proxy that finds no credentials is not waited for: the sentence says what to do, and nothing is started', async () => {
  const home = temporaryFolder()
  const env = { AWS_EC2_METADATA_DISABLED: 'true', BEDROCK_PROXY_DISCOVERY: 'off' }
  const { stdout, stderr, exitCode } = await start(home, ['--region', 'eu-central-1', '--', 'echo', 'started'], env)
    .finished
  expect([exitCode, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/error: The proxy is not ready: .*credentials/)
})

it.each([
  [['run'], 2],
  [['run', '--'], 2],
  [['run', '--no-such-flag', '--', 'true'], 2],
  [['run', '--simulate', '--', 'zed'], 1],
])('%j ends with %i', async (argv, code) => {
  expect((await runCommand(argv)).exitCode).toBe(code)
})
