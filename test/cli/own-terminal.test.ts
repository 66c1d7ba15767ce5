import { isatty } from 'node:tty'
import { expect, it } from 'vitest'
import { ownTerminal } from '../../src/cli/own-terminal.ts'

// How it tells a terminal that closed is shown with the binary, in main.test.ts.
it('A process whose terminal is still there, or that never had one, has lost none', () => {
  expect(ownTerminal(isatty).isGone()).toBe(false)
})
