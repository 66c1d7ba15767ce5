import { expect, it } from 'vitest'
import { EXIT } from '../../src/cli/command-row.ts'
import { COMMANDS } from '../../src/cli/command-table.ts'
import { settingsOf } from '../../src/cli/settings-of-command.ts'
import { SETTINGS_TABLE } from '../../src/settings/settings-table.ts'

it('begins with the default one, and has each once', () => {
  const names = COMMANDS.map(({ name }) => name)
  expect(names[0]).toBe('serve')
  expect(new Set(names).size).toBe(names.length)
})

it('has the exit codes that scripts rely on', () => {
  expect(EXIT).toEqual({ ok: 0, failed: 1, wrongUsage: 2 })
})

it.each(COMMANDS)('$name can be loaded', async ({ load }) => {
  expect(await load()).toBeTypeOf('function')
})

it.each(COMMANDS)('$name shows examples of itself, with flags that it has', (row) => {
  const flags = [
    ...settingsOf(row).map((name) => SETTINGS_TABLE[name].key),
    ...Object.keys({ ...row.switches, ...row.options }),
    'config',
  ]
  const own = row.examples.filter((example) => example.startsWith(`bedrock-profile-proxy ${row.name}`))
  expect(own).not.toEqual([])
  const used = own.flatMap((example) => example.split(' -- ')[0]?.match(/(?<=--)[a-z-]+/g) ?? [])
  expect(used.filter((flag) => !flags.includes(flag))).toEqual([])
})
