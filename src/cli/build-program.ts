import { Command, Option, type OutputConfiguration } from 'commander'
import packageFile from '../../package.json' with { type: 'json' }

import { SETTINGS_TABLE, type SettingName } from '../settings/settings-table.ts'
import type { CliContext } from './cli-context.ts'
import type { CommandRow, Invocation, OwnOption } from './command-row.ts'
import { COMMANDS } from './command-table.ts'

/** What to do with a command line that was right. */
export type OnCommand = (row: CommandRow, invocation: Invocation) => void

/**
 * The command line as commander reads it, made from the rows of the command and settings tables. Parsing writes help
 * and usage errors to the context's streams and throws CommanderError where no command is to run.
 */
export function buildProgram(context: CliContext, onCommand: OnCommand): Command {
  const program = new Command('bedrock-profile-proxy')
    .description(
      'A local reverse proxy for Amazon Bedrock: foundation model IDs in, inference profile IDs of your Region out.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .usage('[command] [options]')
    .enablePositionalOptions()
    .helpCommand('help [command]', 'print help')
    .exitOverride()
    .configureOutput(outputTo(context))
    .addHelpText('after', PROGRAM_NOTES)
  for (const row of COMMANDS) addCommand(program, row, context, onCommand)
  return program
}

const PROGRAM_NOTES = `
Without a command, serve runs. Each command has its own --help.

Start here:
  bedrock-profile-proxy demo                                  see it work, no AWS account needed
  bedrock-profile-proxy --region eu-central-1                 run it with your AWS credentials
  bedrock-profile-proxy resolve anthropic.claude-sonnet-4-6   ask what an ID becomes

A setting is taken from its flag, else its environment variable, else the settings file (--config FILE,
./bedrock-profile-proxy.yaml or ~/.config/bedrock-profile-proxy/bedrock-profile-proxy.yaml), else its default.

Exit codes: 0 done, 1 failed, 2 wrong usage or settings.`

function packageVersion(): string {
  return packageFile.version
}

function outputTo({ stdout, stderr }: CliContext): OutputConfiguration {
  const columns = () => ('columns' in stdout && typeof stdout.columns === 'number' ? stdout.columns : 100)
  return {
    writeOut: (text) => stdout.write(text),
    writeErr: (text) => stderr.write(text),
    getOutHelpWidth: columns,
    getErrHelpWidth: columns,
    outputError: (text, write) => write(usageError(text)),
  }
}

/** On one line, and without the value of a mistyped `--flag=value`, which may be a secret. */
function usageError(text: string): string {
  return `${text.trimEnd().replaceAll('\n', ' ').replace(/=.*'/, "'")}\n`
}

function addCommand(program: Command, row: CommandRow, context: CliContext, onCommand: OnCommand): void {
  const command = program.command(row.name).summary(row.summary).description(row.description)
  if (row.argument?.isCommand) command.passThroughOptions()
  if (row.argument) command.argument(argumentSyntax(row.argument), row.argument.help)
  for (const [name, help] of Object.entries(row.switches)) command.option(`--${name}`, help)
  for (const [name, option] of Object.entries(row.options ?? {})) command.addOption(ownOption(name, option))
  for (const name of row.settings) command.option(...settingOption(name, row))
  if (row.settings.length > 1) command.option('--config <FILE>', 'settings file to read')
  command.addHelpText('after', `\nExamples:\n${row.examples.map((example) => `  ${example}`).join('\n')}`)
  command.action(() => {
    const operands = command.args
    onCommand(row, { context, argument: operands[0] ?? '', operands, ...readOptions(command.opts(), row) })
  })
}

function argumentSyntax({ name, isOptional, isCommand }: NonNullable<CommandRow['argument']>): string {
  const syntax = isCommand ? `${name}...` : name
  return isOptional ? `[${syntax}]` : `<${syntax}>`
}

function ownOption(name: string, { placeholder, help, choices }: OwnOption): Option {
  if (!choices) return new Option(`--${name} <${placeholder}>`, help)
  return new Option(`--${name} [${placeholder}]`, help).choices(choices)
}

function settingOption(name: SettingName, { flagHelp }: CommandRow): [flags: string, help: string] {
  const { key, placeholder, bare } = SETTINGS_TABLE[name]
  const value = placeholder && (bare === undefined ? ` <${placeholder}>` : ` [${placeholder}]`)
  return [`--${key}${value ?? ''}`, flagHelp?.[name] ?? settingHelp(name)]
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
  for (const name of row.settings) {
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
