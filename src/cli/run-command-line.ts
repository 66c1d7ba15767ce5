import { CommanderError } from 'commander'
import { buildProgram } from './build-program.ts'
import type { CliContext } from './cli-context.ts'
import { EXIT } from './command-row.ts'
import { COMMANDS } from './command-table.ts'
import { findTopic, settingTopic } from './help-topics.ts'
import { pageWidthOf } from './page-width.ts'
import { printLines } from './print.ts'

/** Runs the command of a command line, or tells its topic; resolves to the exit code. Rejects with what made the command fail. */
export async function runCommandLine(context: CliContext): Promise<number> {
  try {
    const topic = topicOf(context.argv)
    return await (topic === undefined ? runNamed(context) : tellTopic(topic, context))
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.wrongUsage
    throw error
  }
}

function runNamed(context: CliContext): Promise<number> {
  return new Promise((resolve, reject) => {
    const argv = withDefaultCommand(context.argv)
    const program = buildProgram(context, argv[0], (row, invocation) => {
      row
        .load()
        .then((run) => run(invocation))
        .then(resolve, reject)
    })
    program.parse(argv, { from: 'user' })
  })
}

/** What `help TOPIC` asks for. Commander knows only commands as topics, and of a mistyped one it says nothing. */
function topicOf([first, topic]: readonly string[]): string | undefined {
  return first === 'help' && topic !== undefined && !PROGRAM_FLAGS.includes(topic) ? topic : undefined
}

async function tellTopic(text: string, context: CliContext): Promise<number> {
  const { stdout, stderr } = context
  const topic = findTopic(text)
  if (topic.kind === 'command') return runNamed({ ...context, argv: [topic.name, '--help'] })
  if (topic.kind === 'setting') {
    printLines(stdout, settingTopic(topic.row, pageWidthOf(stdout)))
    return EXIT.ok
  }
  const nearest =
    topic.nearest === undefined ? '. `serve --help` lists the settings.' : ` (Did you mean ${topic.nearest}?)`
  printLines(stderr, [`error: no command and no setting is called '${text}'${nearest}`])
  return EXIT.wrongUsage
}

const PROGRAM_FLAGS = ['-h', '--help', '-V', '--version']

/** A command line that begins with a flag is one of the default command; commander's own way would take a mistyped command for an argument. */
function withDefaultCommand(argv: readonly string[]): string[] {
  const [first = '-'] = argv
  const isForProgram = PROGRAM_FLAGS.includes(first) || !first.startsWith('-')
  return isForProgram ? [...argv] : [DEFAULT_COMMAND, ...argv]
}

const DEFAULT_COMMAND = COMMANDS[0]?.name ?? ''
