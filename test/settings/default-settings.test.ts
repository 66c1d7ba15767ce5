import { expect, it } from 'vitest'
import { defaultSettings } from '../../src/settings/default-settings.ts'
import { loadSettings } from '../../src/settings/load-settings.ts'

const NOTHING_ELSE = { env: {}, cwd: '/nowhere', homeDir: '/nowhere', isTerminal: false }

it('is what loading makes of a Region and nothing else', async () => {
  const { settings } = await loadSettings({ flags: { region: 'eu-central-1' }, ...NOTHING_ELSE })
  expect(defaultSettings('eu-central-1')).toEqual(settings)
})

it('takes over what differs', () => {
  const region = 'ap-southeast-2'
  expect(defaultSettings(region, { port: 0 })).toEqual({ ...defaultSettings(region), port: 0, allowRegions: [region] })
})
