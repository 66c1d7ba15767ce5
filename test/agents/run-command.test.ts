import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { runCommand, succeeded } from './run-command.ts'

const OPTIONS = { cwd: tmpdir(), env: { PATH: process.env.PATH }, timeoutMs: 60_000 }

it('tells what a program wrote and how it ended', async () => {
  const ended = await runCommand(['sh', '-c', 'echo out; echo err >&2; exit 3'], OPTIONS)
  expect(ended).toEqual({ how: 'exited', exitCode: 3, stdout: 'out\n', stderr: 'err\n' })
  expect(succeeded(ended)).toBe(false)
  expect(succeeded(await runCommand(['true'], OPTIONS))).toBe(true)
})

it('does not wait for what a program has left behind', async () => {
  const ended = await runCommand(['sh', '-c', 'sleep 600 & echo done'], OPTIONS)
  expect(ended).toMatchObject({ how: 'exited', exitCode: 0, stdout: 'done\n' })
})

it('ends a program at its limit, and all that it has started', async () => {
  const ended = await runCommand(['sh', '-c', 'sleep 600 | sleep 600'], { ...OPTIONS, timeoutMs: 200 })
  expect(ended.how).toBe('timed-out')
})

it('tells of a program that is not there', async () => {
  expect(await runCommand(['no-such-program'], OPTIONS)).toMatchObject({ how: 'missing', exitCode: null })
})
