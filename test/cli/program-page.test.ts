import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { buildProgram } from '../../src/cli/build-program.ts'
import { COMMANDS } from '../../src/cli/command-table.ts'
import {
  argumentSyntax,
  asTyped,
  PROGRAM,
  programNotes,
  programPage,
  programUsage,
} from '../../src/cli/program-page.ts'
import { cliContextOf } from './cli-context-of.ts'

const WIDTHS = [10, 24, 39, 40, 41, 58, 60, 72, 80, 99, 100]

describe('the page of the program', () => {
  it.each(WIDTHS)('is what commander would make of its commands and options in %i columns', (width) => {
    const program = buildProgram(cliContextOf(), undefined, () => undefined)
    program.configureOutput({ getOutHelpWidth: () => width })
    expect(programUsage(width)).toBe(Command.prototype.helpInformation.call(program))
  })

  it('names every command, and ends with where to start', () => {
    const page = programPage(cliContextOf())
    for (const { name, summary } of COMMANDS) {
      expect(page.split('\n').some((line) => line.startsWith(`  ${name}`) && line.endsWith(`  ${summary}`))).toBe(true)
    }
    expect(page.startsWith(`Usage: ${PROGRAM.name} `)).toBe(true)
    expect(page.endsWith(`${programNotes(cliContextOf())}\n`)).toBe(true)
  })
})

it('an example begins with the words that start the program where the reader is', () => {
  const context = cliContextOf({ ownCommand: () => 'npx it' })
  expect(asTyped('bedrock-profile-proxy run -- bedrock-profile-proxy x', context)).toBe(
    'npx it run -- bedrock-profile-proxy x',
  )
  expect(asTyped('ANTHROPIC_BEDROCK_BASE_URL=http://127.0.0.1:8223 claude', context)).toMatch(/^ANTHROPIC/)
})

it.each([
  [{}, '<X>'],
  [{ isOptional: true } as const, '[X]'],
  [{ isCommand: true } as const, '<X...>'],
])('an argument that is %j is written %s', (more, syntax) => {
  expect(argumentSyntax({ name: 'X', help: '', ...more })).toBe(syntax)
})
