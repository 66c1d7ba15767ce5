import packageFile from '../../package.json' with { type: 'json' }
import type { CliContext } from './cli-context.ts'
import { alignColumns, foldWords } from './columns.ts'
import type { CommandRow } from './command-row.ts'
import { COMMANDS } from './command-table.ts'
import { helpItem } from './help-layout.ts'
import { pageWidthOf } from './page-width.ts'

/** The program as commander and its page name it. */
export const PROGRAM = {
  name: 'bedrock-profile-proxy',
  description:
    'A local reverse proxy for Amazon Bedrock: foundation model IDs in, inference profile IDs of your Region out.',
  usage: '[command] [options]',
  version: packageFile.version,
  versionFlags: ['-V, --version', 'print the version'],
  helpFlags: ['-h, --help', 'print help'],
  helpCommand: ['help [topic]', 'print help on a command or a setting'],
} as const

/**
 * The help of the program as a whole, as commander would lay it out, in the width of standard output. Of our own, because whoever
 * asks for it alone would wait for commander, the settings and their flags.
 */
export function programPage(context: CliContext): string {
  return `${programUsage(pageWidthOf(context.stdout))}${programNotes(context)}\n`
}

/** Usage, options and commands. */
export function programUsage(width: number): string {
  const { name, usage, description, versionFlags, helpFlags, helpCommand } = PROGRAM
  const options = [versionFlags, helpFlags]
  const commands = [...COMMANDS.map((row) => [syntaxOf(row), row.summary] as const), helpCommand]
  const termWidth = Math.max(...[...options, ...commands].map(([term]) => term.length))
  const items = (rows: readonly (readonly [string, string])[]) =>
    rows.map(([term, text]) => helpItem(term, termWidth, text, width)).join('\n')
  return [
    `Usage: ${name} ${usage}`,
    width < LEAST_FOLDED ? description : foldWords(description, width).join('\n'),
    `Options:\n${items(options)}`,
    `Commands:\n${items(commands)}\n`,
  ].join('\n\n')
}

/** Commander leaves a narrower paragraph as it is. */
const LEAST_FOLDED = 40

function syntaxOf({ name, argument }: CommandRow): string {
  return argument ? `${name} ${argumentSyntax(argument)}` : name
}

/** How an argument is written in a usage line: whether it may be left out, and whether there may be many. */
export function argumentSyntax({ name, isOptional, isCommand }: NonNullable<CommandRow['argument']>): string {
  const syntax = isCommand ? `${name}...` : name
  return isOptional ? `[${syntax}]` : `<${syntax}>`
}

const EXAMPLES = [
  ['bedrock-profile-proxy demo', 'see it work, no AWS account needed'],
  ['bedrock-profile-proxy --region eu-central-1', 'run it with your AWS credentials'],
  ['bedrock-profile-proxy resolve anthropic.claude-sonnet-4-6', 'ask what an ID becomes'],
  ['bedrock-profile-proxy help routing', 'read about a setting'],
]

const NOTES = [
  'A setting is taken from its flag, else its environment variable, else the settings file (--config FILE, ./bedrock-profile-proxy.yaml or ~/.config/bedrock-profile-proxy/bedrock-profile-proxy.yaml), else its default.',
  'Exit codes: 0 done, 1 failed, 2 wrong usage or settings.',
]

/** Where to start, and what holds for all commands. */
export function programNotes(context: CliContext): string {
  const width = pageWidthOf(context.stdout)
  const examples = EXAMPLES.map(([example = '', why = '']) => [asTyped(example, context), why])
  const notes = NOTES.map((note) => foldWords(note, width).join('\n'))
  return [
    `\n${foldWords('Without a command, serve runs. Each command has its own --help.', width).join('\n')}`,
    ['Start here:', ...exampleLines(examples, width - 2).map((line) => `  ${line}`)].join('\n'),
    ...notes,
  ].join('\n\n')
}

/** What each is for beside it, or below where the words are long: a command that is folded cannot be copied. */
function exampleLines(examples: readonly string[][], width: number): string[] {
  if (examples.every(([example = '']) => example.length < width * 0.7)) return alignColumns(examples, width)
  return examples.flatMap(([example = '', why = '']) => [example, `    ${why}`])
}

/** An example as it works where the reader is. */
export function asTyped(example: string, { ownCommand }: CliContext): string {
  return example.replace(/bedrock-profile-proxy(?= )/, ownCommand)
}
