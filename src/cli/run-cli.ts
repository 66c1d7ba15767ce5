import type { CliContext } from './cli-context.ts'
import { EXIT } from './command-row.ts'
import { PROGRAM, programPage } from './program-page.ts'

/** Runs one command line to its end; resolves to the exit code: 0 done, 1 failed, 2 wrong usage. Never rejects. */
export async function runCli(context: CliContext): Promise<number> {
  try {
    const told = tellOfProgram(context)
    if (told !== undefined) return told
    const { runCommandLine } = await import('./run-command-line.ts')
    return await runCommandLine(context)
  } catch (error) {
    const { reportFailure } = await import('./report-failure.ts')
    return reportFailure(error, context)
  }
}

/** What is asked of the program alone is told before anything is loaded that reads a command line: that takes longer than the answer. */
function tellOfProgram(context: CliContext): number | undefined {
  const [word = '', ...more] = context.argv
  const page = more.length === 0 ? PAGES.get(word) : undefined
  if (!page) return undefined
  context.stdout.write(page(context))
  return EXIT.ok
}

const version = () => `${PROGRAM.version}\n`

const PAGES: ReadonlyMap<string, (context: CliContext) => string> = new Map([
  ['-V', version],
  ['--version', version],
  ['-h', programPage],
  ['--help', programPage],
  ['help', programPage],
])
