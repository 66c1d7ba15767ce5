import { BEDROCK_ROWS } from './rows/bedrock-rows.ts'
import { IDENTITY_ROWS } from './rows/identity-rows.ts'
import { LIMIT_ROWS } from './rows/limit-rows.ts'
import { LISTENING_ROWS } from './rows/listening-rows.ts'
import { LOG_ROWS } from './rows/log-rows.ts'
import { ROUTING_ROWS } from './rows/routing-rows.ts'
import type { SettingRow, SettingRows } from './setting-row.ts'

const ROWS = { ...LISTENING_ROWS, ...BEDROCK_ROWS, ...IDENTITY_ROWS, ...ROUTING_ROWS, ...LIMIT_ROWS, ...LOG_ROWS }

/** The rows with their own types, of which `Settings` is made. */
export type SettingTable = typeof ROWS

/** What a person can set. */
export type SettingName = keyof SettingTable

/** Every setting: the type of the settings, flags, help, file keys, the table of docs/settings.md and the example file are made from these rows. */
export const SETTINGS_TABLE: Readonly<Record<SettingName, SettingRow>> = ROWS

/** The names of the rows, in the table's order. */
export const SETTING_NAMES = Object.keys(SETTINGS_TABLE) as SettingName[]

/** The names of the rows that a flag can set. */
export const FLAG_NAMES = SETTING_NAMES.filter((name) => !SETTINGS_TABLE[name].isMapping)

/** The rows under the headings that a person reads them under, in the table's order. */
export const SETTING_GROUPS: readonly { readonly title: string; readonly names: readonly SettingName[] }[] = [
  { title: 'Where it listens, and for whom', names: namesOf(LISTENING_ROWS) },
  { title: 'Amazon Bedrock', names: namesOf(BEDROCK_ROWS) },
  { title: 'Whose call it is, as AWS knows it', names: namesOf(IDENTITY_ROWS) },
  { title: 'Which inference profile stands in for a foundation model ID', names: namesOf(ROUTING_ROWS) },
  { title: 'What may be asked, how much, and for how long', names: namesOf(LIMIT_ROWS) },
  { title: 'Log, on standard error', names: namesOf(LOG_ROWS) },
]

function namesOf<Rows extends SettingRows>(rows: Rows): (keyof Rows & SettingName)[] {
  return Object.keys(rows) as (keyof Rows & SettingName)[]
}
