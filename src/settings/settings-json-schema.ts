import type { SettingRow } from './setting-row.ts'
import type { FileForm } from './setting-schemas.ts'
import { SETTING_NAMES, SETTINGS_TABLE } from './settings-table.ts'

/** The name of the file in `config/` that holds the JSON Schema of a settings file. */
export const SCHEMA_FILE = 'bedrock-profile-proxy.schema.json'

/** The JSON Schema of a settings file: editors complete its keys, tell what they mean, and mark what would be refused. */
export function settingsJsonSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of bedrock-profile-proxy',
    type: ['object', 'null'],
    properties: Object.fromEntries(
      SETTING_NAMES.map((name) => [SETTINGS_TABLE[name].key, property(SETTINGS_TABLE[name])]),
    ),
    additionalProperties: false,
  }
}

function property({ help, note, default: text, schema: { form } }: SettingRow): object {
  const description = note === undefined ? help : `${help} ${note}`
  return { description, ...form, ...(text !== undefined && { default: defaultIn(form, text) }) }
}

/** A default as the file would have it: the table has it as text. */
function defaultIn({ type, anyOf, enum: words }: FileForm, text: string): unknown {
  if (anyOf) return []
  if (words || type === 'string') return text
  return type === 'integer' || type === 'boolean' ? JSON.parse(text) : {}
}
