import { expect, it } from 'vitest'
import { ProxyError } from '../../src/bedrock/errors.ts'
import { reportFailure } from '../../src/cli/report-failure.ts'
import { SettingsError } from '../../src/settings/settings-error.ts'
import { cliContextOf, written } from './cli-context-of.ts'

it.each([
  [new SettingsError(['--port: wrong', '--host: wrong']), 2, 'error: --port: wrong\nerror: --host: wrong\n'],
  [new ProxyError('invalid-model-identifier', 'The identifier is empty.'), 2, 'error: The identifier is empty.\n'],
  [new ProxyError('no-credentials', 'No credentials.'), 1, 'error: No credentials.\n'],
  [new Error('Port 8223 is taken.'), 1, 'error: Port 8223 is taken.\n'],
  ['no error at all', 1, 'error: no error at all\n'],
])('%s ends with %i', (error, exitCode, lines) => {
  const context = cliContextOf()
  expect(reportFailure(error, context)).toBe(exitCode)
  expect(written(context.stderr)).toBe(lines)
})
