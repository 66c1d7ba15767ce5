import type { SettingSchema } from './setting-schemas.ts'
import type { SettingName, SettingTable } from './settings-table.ts'

type ValueOf<Name extends SettingName> = SettingTable[Name]['schema'] extends SettingSchema<infer Value> ? Value : never

/** What has a value whether or not anybody gave one. */
type SureName = {
  [Name in SettingName]: SettingTable[Name] extends { default: string } | { isWorkedOut: true } ? Name : never
}[SettingName]

/** What a person can set, loaded and checked, each value as its row's schema makes it; undefined where there is none. */
export type Settings = { readonly [Name in SureName]: ValueOf<Name> } & {
  readonly [Name in Exclude<SettingName, SureName>]?: ValueOf<Name>
} & {
  /** True where no Region was configured, so that `us-east-1` and the global profiles stand in. */
  readonly regionIsAssumed: boolean
}
