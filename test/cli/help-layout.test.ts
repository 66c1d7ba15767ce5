import { Command } from 'commander'
import { expect, it } from 'vitest'
import { HELP_LAYOUT } from '../../src/cli/help-layout.ts'

function helpAt(width: number): string {
  const command = new Command('x').configureHelp(HELP_LAYOUT).configureOutput({ getOutHelpWidth: () => width })
  command
    .option('--control-plane-endpoint <ORIGIN>', 'Where inference profiles are listed instead.')
    .option('--bare', '')
  return command.helpInformation()
}

it('puts a description beside its option, folded, where there is room', () => {
  expect(helpAt(78)).toContain(`
  --control-plane-endpoint <ORIGIN>  Where inference profiles are listed
                                     instead.
`)
})

it('puts it below on a narrow terminal', () => {
  expect(helpAt(60)).toContain(`
  --control-plane-endpoint <ORIGIN>
      Where inference profiles are listed instead.
`)
})

it('has nothing to put where nothing is said', () => {
  expect(helpAt(60)).toContain('\n  --bare\n')
})
