import { type ChildProcessWithoutNullStreams, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from './settings/temporary-folder.ts'

const ROOT = join(import.meta.dirname, '..')
const GLOBAL = 'global.anthropic.claude-sonnet-4-6'
const EU = 'eu.anthropic.claude-sonnet-4-6'
const SIMULATED = ['--simulate', '--port', '0', '--region', 'eu-central-1']

beforeAll(() => {
  execFileSync(process.execPath, ['build.js'], { cwd: ROOT })
}, 60_000)

const KEYS = '[work]\naws_access_key_id = AKID\naws_secret_access_key = secret\n'
const PROCESS = `echo '${JSON.stringify({ Version: 1, AccessKeyId: 'AKID', SecretAccessKey: 'secret' })}'`

type Finished = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string }

function start(argv: readonly string[], env: Record<string, string> = {}) {
  const child = spawnBinary(argv, env)
  return { child, finished: finish(child) }
}

/** The binary in an empty folder, with nothing but `env` in its environment. */
function spawnBinary(argv: readonly string[], env: Record<string, string> = {}): ChildProcessWithoutNullStreams {
  const folder = temporaryFolder()
  const child = spawn(process.execPath, [join(ROOT, 'dist/main.js'), ...argv], {
    cwd: folder,
    env: { HOME: folder, BEDROCK_PROXY_DISCOVERY: 'off', ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function finish(child: ChildProcessWithoutNullStreams): Promise<Finished> {
  const [stdout, stderr, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { exitCode, stdout, stderr }
}

async function urlOf(child: ChildProcessWithoutNullStreams): Promise<string> {
  const [chunk] = await once(child.stdout, 'data')
  return /http:\/\/\S+/.exec(String(chunk))?.[0] ?? ''
}

function startStream(url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/model/anthropic.claude-sonnet-4-6/converse-stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello, canary-body' }] }] }),
  })
}

describe('the binary', () => {
  it('serves, and ends with 0 when SIGTERM has let its streams finish', async () => {
    const { child, finished } = start(SIMULATED)
    const stream = await startStream(await urlOf(child))
    child.kill('SIGTERM')
    expect((await stream.arrayBuffer()).byteLength).toBeGreaterThan(0)
    expect((await finished).exitCode).toBe(0)
  })

  it('ends with 1 at a second signal, in the middle of a stream', async () => {
    const { child, finished } = start(SIMULATED)
    const stream = await startStream(await urlOf(child))
    child.kill('SIGINT')
    child.kill('SIGTERM')
    expect((await finished).exitCode).toBe(1)
    await expect(stream.arrayBuffer()).rejects.toThrow()
  })

  it.each<[from: string, files: Record<string, string>, env: Record<string, string>]>([
    ['the environment', {}, { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'eu-central-1' }],
    [
      'a profile of the shared files',
      { credentials: KEYS, config: '[profile work]\nregion = eu-west-1\n' },
      { AWS_PROFILE: 'work' },
    ],
    [
      'a credential process',
      { config: `[profile work]\nregion = eu-west-1\ncredential_process = ${PROCESS}\n` },
      { AWS_PROFILE: 'work' },
    ],
  ])('finds credentials and the Region in %s, and settings in a file', async (_from, files, env) => {
    const folder = temporaryFolder()
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    writeFileSync(join(folder, 'settings.yaml'), 'routing: geo-only\nport: 0\n')
    const child = spawnBinary(['--config', join(folder, 'settings.yaml'), '--json'], {
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
      ...env,
    })
    const [line] = await once(child.stdout, 'data')
    const { url, routing, region } = JSON.parse(String(line))
    expect([routing, region]).toEqual(['geo-only', env.AWS_REGION ?? 'eu-west-1'])
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'ready', problems: {} })
  })

  it('hands the exit code of a command on', async () => {
    expect(await start(['--prot']).finished).toMatchObject({
      exitCode: 2,
      stderr: "error: unknown option '--prot' (Did you mean --port?)\n",
    })
  })

  it('is a program of its own after every build, for npx calls it by its name', () => {
    expect(execFileSync(join(ROOT, 'dist/main.js'), ['--version'], { encoding: 'utf8' })).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('runs the demo without a warning of the SDK', async () => {
    expect(await start(['demo']).finished).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('ends quietly when its reader leaves', async () => {
    const child = spawnBinary(['resolve', 'anthropic.claude-sonnet-4-6', '--region', 'eu-central-1'])
    child.stdout.destroy()
    const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')])
    expect([exitCode, stderr]).toEqual([0, ''])
  })
})

describe('SIGHUP', () => {
  it('makes it read its settings again, and is not the end of it', async () => {
    const folder = temporaryFolder({ 'settings.yaml': 'routing: geo-first\n' })
    const file = join(folder, 'settings.yaml')
    const child = spawnBinary([...SIMULATED, '--config', file])
    const log = collect(child.stderr)
    const url = await urlOf(child)
    expect(await sentModel(url, GLOBAL)).toBe(GLOBAL)
    writeFileSync(file, 'routing: geo-only\n')
    child.kill('SIGHUP')
    await expect.poll(log).toContain('"settings":["routing"]')
    expect(await sentModel(url, GLOBAL)).toBe(EU)
    child.kill('SIGTERM')
    expect((await once(child, 'close'))[0]).toBe(0)
  })

  it('is answered in the log where there is no settings file', async () => {
    const child = spawnBinary(SIMULATED)
    const log = collect(child.stderr)
    const url = await urlOf(child)
    child.kill('SIGHUP')
    await expect.poll(log).toContain('there is nothing new in them')
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0
  it.skipIf(!hasScript)('is the end of it where its terminal closes', async () => {
    const folder = temporaryFolder({ 'bedrock-profile-proxy.yaml': '' })
    // A log line that nobody can read any more would end it as well.
    const binary = [process.execPath, join(ROOT, 'dist/main.js'), ...SIMULATED, '--log-level', 'silent'].join(' ')
    const terminal = spawn('script', ['--quiet', '--flush', '--command', `echo pid=$$; exec ${binary}`, '/dev/null'], {
      cwd: folder,
      env: { HOME: folder, PATH: process.env.PATH, SHELL: '/bin/sh', BEDROCK_PROXY_DISCOVERY: 'off' },
    })
    const output = collect(terminal.stdout)
    await expect.poll(output, { timeout: 10_000 }).toMatch(/listening on/)
    const [, pid = ''] = /pid=(\d+)/.exec(output()) ?? []
    const [url = ''] = /http:\/\/[\d.:]+/.exec(output()) ?? []
    onTestFinished(() => void spawnSync('kill', ['-KILL', pid]))
    writeFileSync(join(folder, 'bedrock-profile-proxy.yaml'), 'routing: geo-only\n')
    process.kill(Number(pid), 'SIGHUP')
    await expect.poll(() => sentModel(url, GLOBAL)).toBe(EU)
    terminal.kill('SIGKILL')
    const isUp = () =>
      fetch(`${url}/healthz`).then(
        () => true,
        () => false,
      )
    await expect.poll(isUp, { timeout: 10_000 }).toBe(false)
  })
})

it('follows its settings file without a signal', async () => {
  const folder = temporaryFolder({ 'settings.yaml': '' })
  const child = spawnBinary([...SIMULATED, '--config', join(folder, 'settings.yaml')])
  const log = collect(child.stderr)
  const url = await urlOf(child)
  writeFileSync(join(folder, 'settings.yaml'), 'routing: nowhere\n')
  await expect.poll(log, { timeout: 10_000 }).toContain('the old ones stay in force')
  expect(await sentModel(url, GLOBAL)).toBe(GLOBAL)
  writeFileSync(join(folder, 'settings.yaml'), 'routing: geo-only\nidle-timeout-ms: 5000\n')
  await expect.poll(log, { timeout: 10_000 }).toContain('need a restart')
  expect(await sentModel(url, GLOBAL)).toBe(EU)
})

async function sentModel(url: string, requested: string): Promise<string | null> {
  const response = await fetch(`${url}/model/${requested}/converse`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] }),
  })
  return response.headers.get('x-bedrock-proxy-model')
}

function collect(stream: Readable): () => string {
  let collected = ''
  stream.setEncoding('utf8').on('data', (chunk) => {
    collected += chunk
  })
  return () => collected
}

it('shows no secret in any output', async () => {
  const secrets = {
    AWS_ACCESS_KEY_ID: 'canary-key-id',
    AWS_SECRET_ACCESS_KEY: 'canary-secret',
    AWS_SESSION_TOKEN: 'canary-session',
    AWS_BEARER_TOKEN_BEDROCK: 'canary-bearer',
    BEDROCK_PROXY_CLIENT_TOKEN: 'canary-client-token',
    BEDROCK_PROXY_LOG_LEVEL: 'debug',
  }
  const { child, finished } = start(SIMULATED, secrets)
  const url = await urlOf(child)
  await (await startStream(url, { authorization: 'Bearer canary-client-token' })).arrayBuffer()
  await (await startStream(url, { authorization: 'Bearer canary-wrong' })).arrayBuffer()
  child.kill('SIGTERM')
  const { exitCode, stdout, stderr } = await finished
  expect(exitCode).toBe(0)
  expect(stderr).toContain('ConverseStream')
  expect(stdout + stderr).not.toContain('canary')
})
