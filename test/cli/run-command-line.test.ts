import { expect, it } from 'vitest'
import { runCommandLine } from '../../src/cli/run-command-line.ts'
import { SettingsError } from '../../src/settings/settings-error.ts'
import { cliContextOf, written } from './cli-context-of.ts'

it('runs the command that is named, else the default one, and hands on what made it fail', async () => {
  const argvs = [['serve', '--port', 'x'], ['--port', 'x'], []]
  for (const argv of argvs) {
    const context = cliContextOf({ argv, env: { BEDROCK_PROXY_PORT: 'x' } })
    await expect(runCommandLine(context)).rejects.toThrow(SettingsError)
    expect(written(context.stdout)).toBe('')
  }
})

it('tells the topic that help names, in place of running it', async () => {
  const context = cliContextOf({ argv: ['help', 'port'] })
  expect(await runCommandLine(context)).toBe(0)
  expect(written(context.stdout)).toMatch(/^Port to listen on/)
})

it('wrong usage is told, and ends with 2', async () => {
  const context = cliContextOf({ argv: ['resolve'] })
  expect(await runCommandLine(context)).toBe(2)
  expect(written(context.stderr)).toBe("error: missing required argument 'MODEL'\n")
})
