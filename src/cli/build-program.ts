import { Command, Option, type OutputConfiguration } from 'commander'
import { SETTING_GROUPS, SETTINGS_TABLE, type SettingName } from '../settings/settings-table.ts'
import type { CliContext } from './cli-context.ts'
import type { CommandRow, Invocation, OwnOption } from './command-row.ts'
import { COMMANDS } from './command-table.ts'
import { HELP_LAYOUT } from './help-layout.ts'
import { pageWidthOf } from './page-width.ts'
import { argumentSyntax, asTyped, PROGRAM, programNotes, programUsage } from './program-page.ts'
import { settingsOf } from './settings-of-command.ts'

/** What to do with a command line that was right. */
export type OnCommand = (row: CommandRow, invocation: Invocation) => void

/**
 * The command line as commander reads it, made from the rows of the command and settings tables; the command that it names is
 * the only one with its options. Parsing writes help
 * and usage errors to the context's streams and throws CommanderError where no command is to run.
 */
export function buildProgram(context: CliContext, named: string | undefined, onCommand: OnCommand): Command {
  const program = new Command(PROGRAM.name)
    .description(PROGRAM.description)
    .version(PROGRAM.version, ...PROGRAM.versionFlags)
    .helpOption(...PROGRAM.helpFlags)
    .usage(PROGRAM.usage)
    .enablePositionalOptions()
    .helpCommand(...PROGRAM.helpCommand)
    .exitOverride()
    .configureHelp(HELP_LAYOUT)
    .addHelpText('after', () => programNotes(context))
  program.configureOutput(outputTo(context, program))
  program.helpInformation = () => programUsage(pageWidthOf(context.stdout))
  for (const row of COMMANDS) {
    const command = program.command(row.name).summary(row.summary)
    if (row.argument) command.argument(argumentSyntax(row.argument), row.argument.help)
    // The others are only listed: to make hundreds of options takes a while.
    if (row.name === named) describeCommand(command, row, context, onCommand)
  }
  return program
}

function outputTo(context: CliContext, program: Command): OutputConfiguration {
  const { stdout, stderr } = context
  const columns = () => pageWidthOf(context.stdout)
  return {
    writeOut: (text) => stdout.write(text),
    writeErr: (text) => stderr.write(text),
    getOutHelpWidth: columns,
    getErrHelpWidth: columns,
    outputError: (text, write) => write(usageError(text, program)),
  }
}

/** On one line, and without the value of a mistyped `--flag=value`, which may be a secret. */
function usageError(text: string, { commands }: Command): string {
  const [, valued = ''] = /unknown option '(--[^=]+)=/.exec(text) ?? []
  // Commander knows no option of that name and a value.
  if (commands.some(({ options }) => options.some(({ long }) => long === valued))) {
    return `error: option '${valued}' takes no value\n`
  }
  return `${text.trimEnd().replaceAll('\n', ' ').replace(/=.*'/, "'")}\n`
}

function describeCommand(command: Command, row: CommandRow, context: CliContext, onCommand: OnCommand): void {
  command.description(row.description)
  if (row.argument?.isCommand) command.passThroughOptions()
  for (const [name, help] of Object.entries(row.switches)) command.option(`--${name}`, help)
  for (const [name, option] of Object.entries(row.options ?? {})) command.addOption(ownOption(name, option))
  const settings = settingsOf(row)
  if (settings.length > 1) command.option('--config <FILE>', 'settings file to read')
  for (const name of settings) command.addOption(settingOption(name, settings, row))
  command.addHelpText(
    'after',
    () => `\nExamples:\n${row.examples.map((example) => `  ${asTyped(example, context)}`).join('\n')}`,
  )
  command.allowExcessArguments().action(() => {
    const operands = command.args
    const excess = excessOf(row, operands, context)
    if (excess !== undefined) command.error(`error: ${excess}`)
    onCommand(row, { context, argument: operands[0] ?? '', operands, ...readOptions(command.opts(), row) })
  })
}

const EXCESS_REMEDY = 'Write a list without spaces (a,b), and put quotes around what has some.'

/** Not shown unless it is a command, for a space may have torn it off a secret. */
function excessOf(
  { name, argument }: CommandRow,
  operands: readonly string[],
  context: CliContext,
): string | undefined {
  const most = argument ? 1 : 0
  if (argument?.isCommand || operands.length <= most) return undefined
  const behind = COMMANDS.find((row) => row.name === operands[most])
  if (behind) return `a command comes before its flags: ${asTyped(`${PROGRAM.name} ${behind.name} …`, context)}`
  return `too many arguments for ${name}: ${operands.length} where it takes ${most || 'none'}. ${EXCESS_REMEDY}`
}

function ownOption(name: string, { placeholder, help, choices }: OwnOption): Option {
  if (!choices) return new Option(`--${name} <${placeholder}>`, help)
  return new Option(`--${name} [${placeholder}]`, help).choices(choices)
}

/** Many settings are read under the headings of the table. */
const FEW_SETTINGS = 5

function settingOption(name: SettingName, settings: readonly SettingName[], { flagHelp }: CommandRow): Option {
  const { key, placeholder, bare } = SETTINGS_TABLE[name]
  const value = placeholder && (bare === undefined ? ` <${placeholder}>` : ` [${placeholder}]`)
  const option = new Option(`--${key}${value ?? ''}`, flagHelp?.[name] ?? settingHelp(name))
  const group = SETTING_GROUPS.find(({ names }) => names.includes(name))
  return group && settings.length > FEW_SETTINGS ? option.helpGroup(`${group.title}:`) : option
}

function settingHelp(name: SettingName): string {
  const { help, default: value, otherwise, env } = SETTINGS_TABLE[name]
  const without = value || otherwise
  return `${help}${without ? ` Default: ${without}.` : ''} [${env.join(', ')}]`
}

/** Commander writes `--log-level` as `logLevel`, which is the setting's name as well. */
function readOptions(
  options: Readonly<Record<string, unknown>>,
  row: CommandRow,
): Pick<Invocation, 'flags' | 'switches' | 'options'> {
  const flags: Record<string, string> = {}
  for (const name of settingsOf(row)) {
    const { key, bare } = SETTINGS_TABLE[name]
    const given = options[name] === true ? (bare ?? true) : options[name]
    if (given !== undefined) flags[key] = String(given)
  }
  if (options.config !== undefined) flags.config = String(options.config)
  const switches = new Set(Object.keys(row.switches).filter((name) => options[camelCase(name)] === true))
  return { flags, switches, options: readOwnOptions(options, row) }
}

function readOwnOptions(
  given: Readonly<Record<string, unknown>>,
  { options = {} }: CommandRow,
): Record<string, string> {
  const entries = Object.entries(options).map(([name, { choices }]): [string, unknown] => {
    const value = given[camelCase(name)]
    return [name, value === true ? choices?.[0] : value]
  })
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])))
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
