import { expect, it } from 'vitest'
import { demoSettings } from '../../../src/cli/demo/demo-settings.ts'
import { checkSettings } from '../../../src/settings/check-settings.ts'

it('listens on loopback at any free port, asks AWS nothing, and logs nothing', () => {
  const settings = demoSettings('eu-central-1')
  expect(settings).toMatchObject({ region: 'eu-central-1', port: 0, discovery: 'off', logLevel: 'silent' })
  expect(checkSettings(settings, new Map())).toEqual([])
})
