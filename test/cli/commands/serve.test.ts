import { readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { beOnSnapshotDay } from '../../fixtures/snapshot-day.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { runCommand, startCommand } from '../run-command.ts'

const SIMULATED = ['--simulate', '--port', '0', '--region', 'eu-central-1']

function converse(url: string): Promise<Response> {
  return fetch(new URL('/model/anthropic.claude-sonnet-4-6/converse', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] }),
  })
}

function urlIn(line: string): string {
  return /http:\/\/\S+/.exec(line)?.[0] ?? ''
}

it('prints one line with its URL when it listens, and then answers', async () => {
  const proxy = startCommand(['serve', ...SIMULATED])
  const line = await proxy.firstLine
  expect(line).toMatch(
    /^bedrock-profile-proxy listening on http:\/\/127\.0\.0\.1:\d+ · eu-central-1 · geo-first · simulated Bedrock$/,
  )
  const response = await converse(urlIn(line))
  expect(response.status).toBe(200)
  expect(response.headers.get('x-bedrock-proxy-model')).toBe('eu.anthropic.claude-sonnet-4-6')

  proxy.signal()
  expect(await proxy.finished).toMatchObject({ exitCode: 0, stdout: `${line}\n` })
})

it('is what runs without a command', async () => {
  expect(await startCommand(SIMULATED).firstLine).toContain('listening on http://127.0.0.1:')
})

it('prints the line as JSON when asked', async () => {
  const { firstLine } = startCommand([...SIMULATED, '--json'])
  expect(JSON.parse(await firstLine)).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    region: 'eu-central-1',
    routing: 'geo-first',
    simulated: true,
  })
})

it.each([
  [['--simulate', '--repair', 'off'], 400, 'x: Extra inputs are not permitted'],
  [['--simulate'], 200, 'Hello from eu.anthropic.claude-sonnet-4-6'],
  [['--simulate', 'lenient'], 200, 'Hello from eu.anthropic.claude-sonnet-4-6'],
])('%j answers a body that has what no model of Anthropic knows with %i', async (flags, status, text) => {
  const { firstLine } = startCommand([...flags, '--port', '0', '--region', 'eu-central-1'])
  const response = await fetch(new URL('/model/anthropic.claude-sonnet-4-6/invoke', urlIn(await firstLine)), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"anthropic_version":"bedrock-2023-05-31","max_tokens":5,"messages":[],"x":1}',
  })
  expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(text)])
})

it('recognises another one of its kind on the same port, and says nothing of the catalog', async () => {
  beOnSnapshotDay()
  const first = startCommand(SIMULATED)
  const url = urlIn(await first.firstLine)
  const { exitCode, stderr } = await runCommand(['serve', '--port', new URL(url).port, '--region', 'eu-west-1'])
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(
    /^error: Port \d+ is taken by another bedrock-profile-proxy, version \d+\.\d+\.\d+, for eu-central-1\. Use that one, stop it, or choose another --port\.\n$/,
  )
})

it('says what it waits for when it drains', async () => {
  const proxy = startCommand([...SIMULATED, '--log-format', 'pretty'])
  const stream = await startStream(urlIn(await proxy.firstLine))
  proxy.signal()
  await expect
    .poll(() => proxy.stderr())
    .toContain(
      'The proxy stops when the one request under way is complete, or in 30 s. A second signal ends it at once.',
    )
  await stream.arrayBuffer()
  expect((await proxy.finished).exitCode).toBe(0)
})

it('says in the log that the catalog is simulated', async () => {
  const proxy = startCommand([...SIMULATED, '--discovery', 'auto'])
  await proxy.firstLine
  await expect.poll(() => proxy.stderr()).toContain('this is what the simulated Bedrock lists for the Region')
})

describe('a signal', () => {
  it('lets a running stream finish, and takes no new connection', async () => {
    const proxy = startCommand(SIMULATED)
    const url = urlIn(await proxy.firstLine)
    const stream = await startStream(url)
    proxy.signal()
    await expect(fetch(new URL('/healthz', url), { headers: { connection: 'close' } })).rejects.toThrow()
    expect((await stream.arrayBuffer()).byteLength).toBeGreaterThan(0)
    expect((await proxy.finished).exitCode).toBe(0)
  })

  it('that is the second one cuts the stream and ends with 1', async () => {
    const proxy = startCommand(SIMULATED)
    const stream = await startStream(urlIn(await proxy.firstLine))
    proxy.signal()
    proxy.signal()
    expect((await proxy.finished).exitCode).toBe(1)
    await expect(stream.arrayBuffer()).rejects.toThrow()
  })
})

/** A stream of whose answer the head has come; the simulator takes its time over the rest. */
function startStream(url: string): Promise<Response> {
  return fetch(new URL('/model/anthropic.claude-sonnet-4-6/converse-stream', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] }),
  })
}

it('ends with 1 and one line where its port is taken', async () => {
  beOnSnapshotDay()
  const other = createServer()
  onTestFinished(() => void other.close())
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  const { exitCode, stdout, stderr } = await runCommand([
    '--simulate',
    '--port',
    String(port),
    '--region',
    'eu-central-1',
  ])
  expect([exitCode, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(new RegExp(`^error: Port ${port} on 127.0.0.1 is taken\\.[^\\n]*\\n$`))
})

it('warns in the form of the log where no Region is configured', async () => {
  const proxy = startCommand(['--simulate', '--port', '0'])
  expect(await proxy.firstLine).toContain(' · us-east-1 · global-first · ')
  const [warning = ''] = proxy.stderr().split('\n')
  expect(JSON.parse(warning)).toMatchObject({ msg: expect.stringContaining('no Region is configured') })
})

it('reads its settings again at a hangup, and stays as it is where the file is broken', async () => {
  const folder = temporaryFolder({ 'bedrock-profile-proxy.yaml': '' })
  const proxy = startCommand(SIMULATED, { cwd: folder })
  await proxy.firstLine
  writeFileSync(join(folder, 'bedrock-profile-proxy.yaml'), 'log-level: loud\n')
  proxy.hangup()
  await expect.poll(proxy.stderr).toContain('log-level in ./bedrock-profile-proxy.yaml: must be one of')
  writeFileSync(join(folder, 'bedrock-profile-proxy.yaml'), 'log-level: debug\n')
  proxy.hangup()
  await expect.poll(proxy.stderr).toContain('"settings":["log-level"]')
})

it('is not ended by a hangup before it listens', async () => {
  const proxy = startCommand(SIMULATED)
  proxy.hangup()
  expect(await proxy.firstLine).toContain('listening on')
})

it('keeps the tokens of a simulation nowhere', async () => {
  const homeDir = temporaryFolder()
  const proxy = startCommand([...SIMULATED, '--tokens-per-day', '1'], { homeDir })
  const url = urlIn(await proxy.firstLine)
  await (await converse(url)).text()
  await expect.poll(async () => (await converse(url)).status).toBe(429)
  proxy.signal()
  await proxy.finished
  expect(readdirSync(homeDir)).toEqual([])
})
