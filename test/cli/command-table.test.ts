import { expect, it } from 'vitest'
import { EXIT } from '../../src/cli/command-row.ts'
import { COMMANDS } from '../../src/cli/command-table.ts'

it('has the commands that users rely on, the default one first', () => {
  expect(COMMANDS.map(({ name }) => name)).toEqual(['serve', 'resolve', 'models', 'connect', 'demo'])
})

it('has the exit codes that scripts rely on', () => {
  expect(EXIT).toEqual({ ok: 0, failed: 1, wrongUsage: 2 })
})

it.each(COMMANDS)('$name can be loaded', async ({ load }) => {
  expect(await load()).toBeTypeOf('function')
})
