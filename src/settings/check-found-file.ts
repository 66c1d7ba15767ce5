import type { SettingsFile } from './settings-file.ts'
import { SETTING_NAMES, SETTINGS_TABLE } from './settings-table.ts'

/**
 * What a settings file may not say that merely lay in the working directory: it may have come with a cloned repository,
 * and would send prompts and an API key wherever it liked. The rows say what (`inFoundFile`).
 */
export function checkFoundFile({ name, isOnlyFound, texts, mappings }: SettingsFile): string[] {
  if (!isOnlyFound) return []
  const given = new Map<string, unknown>([...texts, ...mappings])
  return SETTING_NAMES.flatMap((setting) => {
    const { key, inFoundFile } = SETTINGS_TABLE[setting]
    if (!inFoundFile || !given.has(key) || inFoundFile.allows(given.get(key))) return []
    return [
      `${key} in ${name}: may not ${inFoundFile.mayNot} a file that was only found there. Start with --config ${name} if you trust it`,
    ]
  })
}
