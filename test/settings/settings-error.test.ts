import { expect, it } from 'vitest'
import { SettingsError } from '../../src/settings/settings-error.ts'

it('carries every problem, and shows them a line each', () => {
  const error = new SettingsError(['--port: must be a number', '--host: must be a host'])
  expect(error.problems).toHaveLength(2)
  expect(error.message).toBe('--port: must be a number\n--host: must be a host')
})
