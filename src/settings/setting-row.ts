import type { SettingSchema } from './setting-schemas.ts'
import type { SettingName, Settings } from './settings.ts'

/** One setting: where its value may come from, what it may be, and what is said of it. */
export type SettingRow<Name extends SettingName = SettingName> = {
  /** The key in the settings file; with `--` before it, the flag. */
  readonly key: string
  /** True for a mapping, which only the settings file can hold: there is no flag, and no variable. */
  readonly isMapping?: true
  /** Environment variables, the first one that is set counts. */
  readonly env: readonly string[]
  /** Environment variable that holds the path of a file with the value, as container secrets are mounted. */
  readonly secretFileEnv?: string
  /** Stands for the value in `--help`; a mapping has none. */
  readonly placeholder?: string
  /** What the flag means without a value; unset where it must have one. */
  readonly bare?: string
  /** The default as a person would type it; unset where there is none, or where it depends on the machine. */
  readonly default?: string
  /** What happens without a value, where `default` cannot say it. */
  readonly otherwise?: string
  /** When a change of the settings file takes effect: while the proxy runs, or unset: when it starts. */
  readonly changes?: 'while-running'
  /** One sentence. */
  readonly help: string
  readonly schema: SettingSchema<Required<Settings>[Name], unknown>
}
