import { expect, it } from 'vitest'
import { settingsOf } from '../../src/cli/settings-of-command.ts'
import { FLAG_NAMES } from '../../src/settings/settings-table.ts'

it('a command has flags of the settings that its row names', () => {
  expect(settingsOf({ settings: ['region', 'port'] })).toEqual(['region', 'port'])
})

it('or of all but some, in the order of the table', () => {
  expect(settingsOf({ settings: { allBut: [] } })).toEqual(FLAG_NAMES)
  expect(settingsOf({ settings: { allBut: ['clientToken'] } })).toEqual(
    FLAG_NAMES.filter((name) => name !== 'clientToken'),
  )
})
