import { expect, it } from 'vitest'
import { CATALOG_SETTINGS, EXIT } from '../../src/cli/command-row.ts'
import { FLAG_NAMES } from '../../src/settings/settings-table.ts'

it('has the exit codes that scripts rely on', () => {
  expect(EXIT).toEqual({ ok: 0, failed: 1, wrongUsage: 2 })
})

it('lists only settings that have a flag', () => {
  expect(CATALOG_SETTINGS.filter((name) => !FLAG_NAMES.includes(name))).toEqual([])
})
