import { CommanderError } from 'commander'
import { buildProgram } from './build-program.ts'
import type { CliContext } from './cli-context.ts'
import { EXIT } from './command-row.ts'
import { COMMANDS } from './command-table.ts'
import { reportFailure } from './report-failure.ts'

/** Runs one command line to its end; resolves to the exit code: 0 done, 1 failed, 2 wrong usage. Never rejects. */
export async function runCli(context: CliContext): Promise<number> {
  try {
    return await runCommand(context)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.wrongUsage
    return reportFailure(error, context)
  }
}

function runCommand(context: CliContext): Promise<number> {
  return new Promise((resolve, reject) => {
    const program = buildProgram(context, (row, invocation) => {
      row
        .load()
        .then((run) => run(invocation))
        .then(resolve, reject)
    })
    program.parse(withDefaultCommand(context.argv), { from: 'user' })
  })
}

const PROGRAM_FLAGS = ['-h', '--help', '-V', '--version']

/** A command line that begins with a flag is one of the default command; commander's own way would take a mistyped command for an argument. */
function withDefaultCommand(argv: readonly string[]): string[] {
  const [first = '-'] = argv
  const isForProgram = PROGRAM_FLAGS.includes(first) || !first.startsWith('-')
  return isForProgram ? [...argv] : [DEFAULT_COMMAND, ...argv]
}

const DEFAULT_COMMAND = COMMANDS[0]?.name ?? ''
