import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { onSnapshotDay } from './fixtures/snapshot-day.ts'
import { temporaryFolder } from './settings/temporary-folder.ts'

const ROOT = join(import.meta.dirname, '..')
const SIMULATED = ['--simulate', '--port', '0', '--region', 'eu-central-1']

/** From Node 22.18 on; the types of Node 20 do not know it. */
const STRIPS_TYPES = Reflect.get(process.features, 'typescript') === 'strip'

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
    const child = spawnBinary(['resolve', 'anthropic.claude-sonnet-4-6', '--region', 'eu-central-1'], onSnapshotDay())
    child.stdout.destroy()
    const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')])
    expect([exitCode, stderr]).toEqual([0, ''])
  })
})

it.runIf(STRIPS_TYPES)('runs as it stands in src/, where Node strips types', async () => {
  const { stdout, stderr, exitCode } = await finish(
    spawn(process.execPath, [join(ROOT, 'src/main.ts'), 'demo'], { cwd: temporaryFolder() }),
  )
  expect([exitCode, stderr]).toEqual([0, ''])
  expect(stdout).toContain('eu.anthropic.claude-')
})

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
