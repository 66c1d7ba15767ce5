import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadSettings } from '../../src/settings/load-settings.ts'
import { readSettingsFile } from '../../src/settings/settings-file.ts'
import { SETTING_NAMES, SETTINGS_TABLE } from '../../src/settings/settings-table.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const FILE = fileURLToPath(new URL('../../config/bedrock-profile-proxy.example.yaml', import.meta.url))
const ELSEWHERE = { env: {}, cwd: '/nowhere', homeDir: '/nowhere', isTerminal: false }

describe('the example settings file', () => {
  it('shows every setting once, set or behind a "#"', () => {
    const keys = Array.from(
      readFileSync(FILE, 'utf8').matchAll(/^(?:# )?([a-z]+(?:-[a-z]+)*|applicationProfiles):(?: \S+)?$/gm),
      ([, key]) => key,
    )
    expect(keys.toSorted()).toEqual(SETTING_NAMES.map((name) => SETTINGS_TABLE[name].key).toSorted())
  })

  it('says nothing that the settings table does not say', async () => {
    const { texts, problems } = await readSettingsFile({ configFlag: FILE, ...ELSEWHERE })
    const defaults = SETTING_NAMES.map((name): [string, unknown] => [
      SETTINGS_TABLE[name].key,
      SETTINGS_TABLE[name].default,
    ])
    expect(problems).toEqual([])
    expect(texts.size).toBeGreaterThan(5)
    expect(Object.fromEntries(defaults)).toMatchObject(Object.fromEntries(texts))
  })

  it('may have every setting that stands behind a "#" set', async () => {
    const text = readFileSync(FILE, 'utf8').replace(/^# ( *[\w.:-]+:(?: \S+)?)$/gm, '$1')
    const config = join(temporaryFolder({ 'all.yaml': text }), 'all.yaml')
    const { texts, mappings } = await readSettingsFile({ configFlag: config, ...ELSEWHERE })
    expect([...texts.keys(), ...mappings.keys()]).toHaveLength(SETTING_NAMES.length)
    const { settings } = await loadSettings({ flags: { config }, ...ELSEWHERE })
    expect(settings.models.size).toBe(2)
    expect(Object.fromEntries(settings.applicationProfileTags)).toEqual({ team: 'search' })
  })

  it.each<[string, Record<string, string>]>([
    ['with a Region', { region: 'eu-central-1' }],
    ['without a Region', {}],
  ])('changes nothing when it is copied as it is, %s', async (_, flags) => {
    const without = await loadSettings({ flags, ...ELSEWHERE })
    const copied = await loadSettings({ flags: { ...flags, config: FILE }, ...ELSEWHERE })
    expect(copied.settings).toEqual(without.settings)
  })
})
