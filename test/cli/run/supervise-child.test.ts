import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OwnProcess } from '../../../src/cli/cli-context.ts'
import { CommandNotStarted, superviseChild } from '../../../src/cli/run/supervise-child.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { QUIET_PROCESS } from '../cli-context-of.ts'

/** A process whose signals and end a test makes up. */
function processOf(hasTerminal = false) {
  const listeners: [readonly NodeJS.Signals[], (name: NodeJS.Signals) => void][] = []
  const exits: (() => void)[] = []
  const own: OwnProcess = {
    ...QUIET_PROCESS,
    hasTerminal,
    onSignals: (names, listener) => void listeners.push([names, listener]),
    onExit: (listener) => void exits.push(listener),
  }
  const send = (name: NodeJS.Signals) => {
    for (const [names, listener] of listeners) if (names.includes(name)) listener(name)
  }
  return { own, send, end: () => exits.map((listener) => listener()) }
}

const start = (own: OwnProcess, ...args: string[]) =>
  superviseChild(
    { file: 'sh', args: ['-c', ...args], env: { PATH: process.env.PATH ?? '' }, cwd: temporaryFolder() },
    own,
  )

it('passes the exit code on', async () => {
  expect(await start(QUIET_PROCESS, 'exit 7')).toBe(7)
})

it('gives the environment and the folder, and nothing else', async () => {
  expect(await start(QUIET_PROCESS, 'test -z "$HOME" && test "$(pwd)" != /')).toBe(0)
})

it('gives 128 and the number of the signal that ended it', async () => {
  expect(await start(QUIET_PROCESS, 'kill -TERM $$')).toBe(143)
})

describe('a signal', () => {
  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('%s is passed on', async (name) => {
    const { own, send } = processOf()
    const exitCode = start(own, 'exec sleep 600')
    send(name)
    expect(await exitCode).toBe({ SIGTERM: 143, SIGHUP: 129, SIGINT: 130 }[name])
  })

  it('of a terminal is not, because the terminal sends it to the child as well', async () => {
    const { own, send } = processOf(true)
    const exitCode = start(own, 'exec sleep 600')
    send('SIGINT')
    send('SIGQUIT')
    send('SIGTERM')
    expect(await exitCode).toBe(143)
  })
})

it('no child is started before its signals are waited for', async () => {
  const cwd = temporaryFolder()
  const own: OwnProcess = {
    ...QUIET_PROCESS,
    onSignals() {
      throw new Error('not yet')
    },
  }
  const command = { file: 'sh', args: ['-c', 'touch started'], env: { PATH: process.env.PATH ?? '' }, cwd }
  await expect(superviseChild(command, own)).rejects.toThrow('not yet')
  // Whoever was started before it would have been there by the time that another one is done.
  await start(QUIET_PROCESS, 'exit 0')
  expect(existsSync(join(cwd, 'started'))).toBe(false)
})

it('the child ends with us', async () => {
  const { own, end } = processOf()
  const exitCode = start(own, 'exec sleep 600')
  end()
  expect(await exitCode).toBe(143)
})

it.each([
  ['no-such-command', 127],
  ['/etc', 126],
])('%s cannot be started, which has the exit code of a shell', async (file, exitCode) => {
  const started = superviseChild({ file, args: [], env: {}, cwd: '/' }, QUIET_PROCESS)
  await expect(started).rejects.toThrow(`${file} could not be started`)
  await expect(started).rejects.toMatchObject({ exitCode })
  await expect(started).rejects.toBeInstanceOf(CommandNotStarted)
})
