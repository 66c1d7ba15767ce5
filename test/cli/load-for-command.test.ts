import { expect, it } from 'vitest'
import { loadForCommand } from '../../src/cli/load-for-command.ts'
import { cliContextOf } from './cli-context-of.ts'

it('takes flags and environment from the invocation', async () => {
  const context = cliContextOf({ env: { AWS_REGION: 'eu-west-1' } })
  const { settings } = await loadForCommand({
    context,
    argument: '',
    flags: { port: '0' },
    switches: new Set(),
    options: {},
  })
  expect(settings).toMatchObject({ region: 'eu-west-1', port: 0, logFormat: 'json' })
})

it('logs pretty where standard error is a terminal', async () => {
  const context = cliContextOf()
  Object.assign(context.stderr, { isTTY: true })
  const { settings } = await loadForCommand({ context, argument: '', flags: {}, switches: new Set(), options: {} })
  expect(settings.logFormat).toBe('pretty')
})
