import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { exampleFile } from '../../src/settings/example-file.ts'
import { loadSettings } from '../../src/settings/load-settings.ts'
import { readSettingsFile } from '../../src/settings/settings-file.ts'
import { SETTING_NAMES, SETTINGS_TABLE } from '../../src/settings/settings-table.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const FILE = fileURLToPath(new URL('../../config/bedrock-profile-proxy.example.yaml', import.meta.url))
const ELSEWHERE = { env: {}, cwd: '/nowhere', homeDir: '/nowhere', isTerminal: false }

describe('the example settings file', () => {
  it('is what the settings table makes of it; where it is not, `npm run docs` writes it anew', async () => {
    await expect(exampleFile()).toMatchFileSnapshot(FILE)
  })

  it('sets nothing', async () => {
    const configFlag = join(temporaryFolder({ 'copy.yaml': exampleFile() }), 'copy.yaml')
    const { texts, mappings, problems } = await readSettingsFile({ configFlag, ...ELSEWHERE })
    expect([texts.size, mappings.size, problems]).toEqual([0, 0, []])
  })

  it('may have every setting set that it shows', async () => {
    const text = exampleFile().replace(/^#(?! \S)/gm, '')
    const config = join(temporaryFolder({ 'all.yaml': text }), 'all.yaml')
    const { texts, mappings } = await readSettingsFile({ configFlag: config, ...ELSEWHERE })
    const keys = SETTING_NAMES.map((name) => SETTINGS_TABLE[name].key)
    expect([...texts.keys(), ...mappings.keys()].toSorted()).toEqual(keys.toSorted())
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
