import type { SettingName } from '../settings/settings-table.ts'
import type { CliContext } from './cli-context.ts'

/** One call of a command, as the command line was read. */
export type Invocation = {
  readonly context: CliContext
  /** The positional argument; empty where the command takes none, or where it was left out. */
  readonly argument: string
  /** All positional arguments, of a command that takes any number of them. */
  readonly operands?: readonly string[]
  /** Settings given as flags, by file key, and `config`. */
  readonly flags: Readonly<Record<string, string>>
  /** Values of the command's own options, by their names without dashes. */
  readonly options: Readonly<Record<string, string>>
  /** Which of the command's switches were given, without their dashes. */
  readonly switches: ReadonlySet<string>
}

/** The exit codes; every command keeps to them. */
export const EXIT = { ok: 0, failed: 1, wrongUsage: 2 } as const

/** Runs a command and resolves to the exit code. */
export type RunCommand = (invocation: Invocation) => Promise<number>

/** An option of a command's own that takes a value. */
export type OwnOption = {
  readonly placeholder: string
  readonly help: string
  /** The values that there are, where not any will do; the first one is meant where the option stands alone. */
  readonly choices?: readonly string[]
}

/** One command, as its help shows it and as it is called. */
export type CommandRow = {
  readonly name: string
  readonly argument?: {
    readonly name: string
    readonly help: string
    readonly isOptional?: true
    /** A command line of its own: what follows it is not read here. */
    readonly isCommand?: true
  }
  readonly summary: string
  /** What the command does, for somebody who sees it for the first time. */
  readonly description: string
  /** Help for each switch, by its name without dashes. */
  readonly switches: Readonly<Record<string, string>>
  /** Options of the command's own that take a value. */
  readonly options?: Readonly<Record<string, OwnOption>>
  /** Each of them has a flag: those of these names, or all that have one, but for some. */
  readonly settings: readonly SettingName[] | { readonly allBut: readonly SettingName[] }
  /** Help for a setting that this command takes from its flag alone, with a default of its own. */
  readonly flagHelp?: Partial<Record<SettingName, string>>
  readonly examples: readonly string[]
  /** Loads the command when it is called: `resolve` needs no proxy. */
  readonly load: () => Promise<RunCommand>
}

/** What decides which models there are, and what becomes of them. */
export const CATALOG_SETTINGS: readonly SettingName[] = [
  'region',
  'allowRegions',
  'profile',
  'controlPlaneEndpoint',
  'routing',
  'allowDestinations',
  'allowModels',
  'denyModels',
  'allowAccounts',
  'discovery',
]
