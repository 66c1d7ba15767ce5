import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type AskAt, getPage } from '../../src/cli/get-page.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const MAIN = join(import.meta.dirname, '../../dist/main.js')
const SERVE = ['serve', '--simulate', '--region', 'eu-central-1']
const SCRIPT = '/usr/bin/script'
/** Its line in the log is as long as one can be: the name of the model stands in it twice. */
const LONG_PATH = `/model/${'x'.repeat(2_000)}/converse`

describe('The proxy goes on', () => {
  it('where nobody reads its output and its log any more, and counts the lines that are lost', async () => {
    const child = start(process.execPath, [MAIN, ...SERVE, '--port', '0'], ['ignore', 'pipe', 'pipe'])
    const url = await urlOf(child)
    const stream = await converseStream(url)
    child.stdout?.destroy()
    child.stderr?.destroy()
    for (let i = 0; i < 3; i++) expect((await fetch(`${url}/none`)).status).toBe(404)
    expect((await stream.arrayBuffer()).byteLength).toBeGreaterThan(100)
    await expect.poll(() => droppedLines({ url })).toBeGreaterThanOrEqual(3)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('where the reader of its log has stopped', async () => {
    const child = start(process.execPath, [MAIN, ...SERVE, '--port', '0'], ['ignore', 'pipe', 'pipe'])
    const url = await urlOf(child)
    child.stderr?.pause()
    expect(await logUntilDropped(url)).toBeGreaterThan(0)
    expect((await (await converseStream(url)).arrayBuffer()).byteLength).toBeGreaterThan(100)
  })

  it.skipIf(!existsSync('/dev/full'))('where the disk is full that holds its output and its log', async () => {
    const full = openSync('/dev/full', 'w')
    const socket = join(temporaryFolder(), 's')
    const child = start(process.execPath, [MAIN, ...SERVE, '--socket', socket], ['ignore', full, full])
    const get = (path: string) => getPage({ socket }, path, 10_000)
    await expect.poll(() => get('/healthz')).toMatchObject({ status: 200 })
    for (let i = 0; i < 3; i++) expect(await get('/none')).toMatchObject({ status: 404 })
    await expect.poll(() => droppedLines({ socket })).toBeGreaterThanOrEqual(3)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it.skipIf(!existsSync(SCRIPT))('where its terminal is stopped, as by Ctrl-S', async () => {
    // What reads from the terminal, on whose other side the proxy writes, is a process that nobody reads from.
    const command = `exec ${process.execPath} ${MAIN} ${SERVE.join(' ')} --port 0`
    const child = start(SCRIPT, ['-qfec', command, '/dev/null'], ['ignore', 'pipe', 'ignore'])
    const url = await urlOf(child)
    child.stdout?.pause()
    expect(await logUntilDropped(url)).toBeGreaterThan(0)
  })
})

it('Another command ends with the reader of its output', async () => {
  const child = start(process.execPath, [MAIN, 'models', '--region', 'eu-central-1'], ['ignore', 'pipe', 'ignore'])
  child.stdout?.destroy()
  expect(await once(child, 'exit')).toEqual([0, null])
})

function start(file: string, argv: readonly string[], stdio: StdioOptions): ChildProcess {
  const env = { HOME: temporaryFolder(), BEDROCK_PROXY_DISCOVERY: 'off' }
  const child = spawn(file, argv, { stdio, env })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Reads on until the URL has come whole. */
function urlOf({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    stdout?.on('data', (chunk) => {
      text += chunk
      const [url] = /http:\/\/\S+(?=\s)/.exec(text) ?? []
      if (url !== undefined) resolve(url)
    })
  })
}

/** Has so much logged that no pipe holds it. */
async function logUntilDropped(url: string): Promise<number> {
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
  for (let i = 0; i < 30 && (await droppedLines({ url })) === 0; i++) {
    await Promise.all(Array.from({ length: 50 }, async () => (await fetch(url + LONG_PATH, request)).arrayBuffer()))
  }
  return droppedLines({ url })
}

async function droppedLines(at: AskAt): Promise<number> {
  const page = await getPage(at, '/metrics', 5_000)
  const text = page.kind === 'answered' ? page.text : ''
  return Number(/^bedrock_proxy_log_lines_dropped_total (\d+)$/m.exec(text)?.[1])
}

function converseStream(url: string): Promise<Response> {
  return fetch(`${url}/model/anthropic.claude-sonnet-4-6/converse-stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] }),
  })
}
