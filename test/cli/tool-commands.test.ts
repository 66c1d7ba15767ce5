import { expect, it } from 'vitest'
import { TOOL_COMMANDS } from '../../src/cli/tool-commands.ts'

it.each(TOOL_COMMANDS)('$name can be loaded', async ({ load }) => {
  expect(await load()).toBeTypeOf('function')
})
