#!/usr/bin/env node
import { homedir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { ownCommand } from './cli/own-command.ts'
import { letHeapGrow } from './cli/own-heap.ts'
import { ownOutput } from './cli/own-output.ts'
import { type OwnTerminal, ownTerminal } from './cli/own-terminal.ts'
import { runCli } from './cli/run-cli.ts'

/** Time for what may still run when a command is done, such as a credential lookup on its way. */
const STRAGGLERS_MS = 500

// The AWS SDK warns about Node versions that its future releases will leave; ours is pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
let terminal: OwnTerminal | undefined
let ownWords: string | undefined
// Standard error and the terminal are looked at when they first matter: that loads much of Node, which `--help` can do without.
const output = ownOutput({
  stdout: process.stdout,
  get stderr() {
    return process.stderr
  },
  exit: () => process.exit(),
})
process.exitCode = await runCli({
  argv: process.argv.slice(2),
  env: process.env,
  stdout: process.stdout,
  get stderr() {
    return process.stderr
  },
  outliveReaders: output.outlive,
  letHeapGrow: () => void letHeapGrow(),
  cwd: process.cwd(),
  homeDir: homedir(),
  // The same from src/ and from dist/.
  packageFolder: fileURLToPath(new URL('..', import.meta.url)),
  ownCommand() {
    ownWords ??= ownCommand({ script: process.argv[1] ?? '', cwd: process.cwd(), env: process.env })
    return ownWords
  },
  userId: process.getuid?.(),
  onSignal(listener) {
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, listener)
    const { isGone } = ownTerminalOnce()
    process.on('SIGHUP', () => isGone() && listener())
  },
  onHangup(listener) {
    const { isGone } = ownTerminalOnce()
    process.on('SIGHUP', () => !isGone() && listener())
  },
  now: () => new Date(),
  ownProcess: {
    pid: process.pid,
    program: [process.execPath, fileURLToPath(import.meta.url)],
    nodeVersion: process.versions.node,
    platform: process.platform,
    get hasTerminal() {
      return ownTerminalOnce().isThere
    },
    isAlive,
    onSignals(names, listener) {
      for (const name of names) process.on(name, () => listener(name))
    },
    onExit: (listener) => process.on('exit', listener),
  },
})
setTimeout(() => process.exit(), STRAGGLERS_MS).unref()

function ownTerminalOnce(): OwnTerminal {
  terminal ??= ownTerminal(process.getBuiltinModule('node:tty').isatty)
  return terminal
}

/** Signal 0 is only asked for; EPERM says that somebody else's process has the ID. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
