import type { SettingSchema } from './setting-schemas.ts'

/** One setting: where its value may come from, what it may be, and what is said of it. */
export type SettingRow<Value = unknown> = {
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
  /** True where loading always finds a value although no default can be typed. */
  readonly isWorkedOut?: true
  /** What happens without a value, where `default` cannot say it. */
  readonly otherwise?: string
  /** When a change of the settings file takes effect: while the proxy runs, or unset: when it starts. */
  readonly changes?: 'while-running'
  /** What a file may say that merely lay in the working directory; anything where unset. */
  readonly inFoundFile?: FoundFileRule
  /** One sentence. */
  readonly help: string
  /** What only a reader of the settings file wants to know, in sentences. */
  readonly note?: string
  /** What the example file shows where there is no default, as YAML. */
  readonly example?: string
  readonly schema: SettingSchema<Value>
}

/** Rows by the names under which the code reads their values. */
export type SettingRows = Readonly<Record<string, SettingRow>>

/** What decides where requests and credentials go, and who may reach the proxy, is not for a file that came with a cloned repository. */
export type FoundFileRule = {
  /** Takes a text, or what stands under the key of a mapping. */
  readonly allows: (value: unknown) => boolean
  /** What such a file may not do, in words before "a file". */
  readonly mayNot: string
}
