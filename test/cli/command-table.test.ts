import { expect, it } from 'vitest'
import { EXIT } from '../../src/cli/command-row.ts'
import { COMMANDS } from '../../src/cli/command-table.ts'

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
