import { ProxyError } from '../bedrock/errors.ts'
import { printable } from '../bedrock/printable.ts'
import { SettingsError } from '../settings/settings-error.ts'
import type { CliContext } from './cli-context.ts'
import { EXIT } from './command-row.ts'
import { paintFor, printLines } from './print.ts'

/** Tells on standard error why a command failed, a line for each problem, and gives the exit code. */
export function reportFailure(error: unknown, { stderr, env }: CliContext): number {
  const { problems, exitCode } = failureOf(error)
  const paint = paintFor(stderr, env)
  printLines(
    stderr,
    problems.map((problem) => `${paint('red', 'error:')} ${printable(problem)}`),
  )
  return exitCode
}

type Failure = { readonly problems: readonly string[]; readonly exitCode: number }

function failureOf(error: unknown): Failure {
  if (error instanceof SettingsError) return { problems: error.problems, exitCode: EXIT.wrongUsage }
  if (error instanceof ProxyError && error.code === 'invalid-model-identifier') {
    return { problems: [error.message], exitCode: EXIT.wrongUsage }
  }
  return { problems: [error instanceof Error ? error.message : String(error)], exitCode: EXIT.failed }
}
