import { expect, it } from 'vitest'
import { loadForCommand } from '../../src/cli/load-for-command.ts'
import { cliContextOf } from './cli-context-of.ts'

it('takes flags and environment from the invocation', async () => {
  const context = cliContextOf({ env: { AWS_REGION: 'eu-west-1' } })
  const { settings } = await loadForCommand({
    context,
    argument: '',
    options: {},
    flags: { port: '0' },
    switches: new Set(),
  })
  expect(settings).toMatchObject({ region: 'eu-west-1', port: 0, logFormat: 'json' })
})

it('logs pretty where standard error is a terminal', async () => {
  const context = cliContextOf()
  Object.assign(context.stderr, { isTTY: true })
  const { settings } = await loadForCommand({ context, argument: '', options: {}, flags: {}, switches: new Set() })
  expect(settings.logFormat).toBe('pretty')
})

it('warns of a Region that looks like a typo, and of a rule that covers no model', async () => {
  const flags = { region: 'eu-centrl-1', 'deny-models': 'claude*' }
  const { warnings } = await loadForCommand({
    context: cliContextOf(),
    argument: '',
    options: {},
    flags,
    switches: new Set(),
  })
  expect(warnings).toEqual([
    expect.stringContaining('did you mean eu-central-1?'),
    expect.stringContaining('did you mean anthropic.claude*?'),
  ])
})
