import { EventEmitter } from 'node:events'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { onTestFinished } from 'vitest'
import type { CliContext } from '../../src/cli/cli-context.ts'
import { runCli } from '../../src/cli/run-cli.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'
import { QUIET_PROCESS } from './cli-context-of.ts'

const PACKAGE_FOLDER = join(import.meta.dirname, '../..')

export type Finished = { readonly exitCode: number; readonly stdout: string; readonly stderr: string }

export type Running = {
  /** Resolves with the first whole line on standard output; rejects where the command ends without one. */
  readonly firstLine: Promise<string>
  readonly finished: Promise<Finished>
  /** What has been written to standard error so far. */
  stderr(): string
  signal(): void
  hangup(): void
}

/** Runs a command line in an empty folder to its end, off the network. */
export function runCommand(argv: readonly string[], context: Partial<CliContext> = {}): Promise<Finished> {
  return startCommand(argv, context).finished
}

/** Starts a command line; what still runs when the test ends is told to stop. */
export function startCommand(argv: readonly string[], context: Partial<CliContext> = {}): Running {
  const folder = temporaryFolder()
  const signals = new EventEmitter()
  const stdout = collect()
  const stderr = collect()
  const exitCode = runCli({
    argv,
    env: { BEDROCK_PROXY_DISCOVERY: 'off' },
    stdout: stdout.stream,
    stderr: stderr.stream,
    cwd: folder,
    homeDir: folder,
    packageFolder: PACKAGE_FOLDER,
    ownCommand: () => 'node dist/main.js',
    outliveReaders: () => undefined,
    letHeapGrow: () => undefined,
    userId: userInfo().uid,
    onSignal: (listener) => signals.on('signal', listener),
    onHangup: (listener) => signals.on('hangup', listener),
    now: () => new Date('2026-11-22T12:00:00Z'),
    ownProcess: QUIET_PROCESS,
    ...context,
  })
  const signal = () => void signals.emit('signal')
  const finished = exitCode.then((code) => ({ exitCode: code, stdout: stdout.text(), stderr: stderr.text() }))
  onTestFinished(async () => {
    signal()
    signal()
    await finished
  })
  return {
    firstLine: firstLineOf(stdout.stream, finished),
    finished,
    stderr: stderr.text,
    signal,
    hangup: () => void signals.emit('hangup'),
  }
}

function collect(): { stream: PassThrough; text: () => string } {
  const stream = new PassThrough()
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  return { stream, text: () => text }
}

function firstLineOf(stream: PassThrough, finished: Promise<Finished>): Promise<string> {
  const line = new Promise<string>((resolve, reject) => {
    let text = ''
    stream.on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
    finished.then(({ stderr }) => reject(new Error(`ended without a line: ${stderr}`)), reject)
  })
  line.catch(() => undefined)
  return line
}
