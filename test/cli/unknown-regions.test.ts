import { expect, it } from 'vitest'
import { unknownRegions } from '../../src/cli/unknown-regions.ts'
import { defaultSettings } from '../../src/settings/default-settings.ts'

it.each([
  ['eu-centrl-1', 'eu-central-1'],
  ['us-eats-1', 'us-east-1'],
  ['ap-souhteast-2', 'ap-southeast-2'],
  ['us-gov-wset-1', 'us-gov-west-1'],
])('%s looks like a typo, of %s', (typo, meant) => {
  const warning = `${typo} is no Region that this version knows, did you mean ${meant}?`
  expect(unknownRegions(defaultSettings(typo))).toEqual([warning])
})

it('looks at every setting that names Regions, and says each thing once', () => {
  const settings = defaultSettings('eu-central-1', {
    allowRegions: ['eu-central-1', 'eu-wets-1'],
    failoverRegions: ['eu-wets-1', 'us-eats-1'],
    allowDestinations: ['eu-*', 'eu-wets-1', 'eu-north-1'],
  })
  expect(unknownRegions(settings)).toEqual(['eu-wets-1', 'us-eats-1'].map((typo) => expect.stringContaining(typo)))
})

it('says of a Region that is like no other only that it is unknown', () => {
  expect(unknownRegions(defaultSettings('zz-island-12345'))).toEqual([
    'zz-island-12345 is no Region that this version knows.',
  ])
})

it('has nothing to say of the Regions that are known', () => {
  expect(unknownRegions(defaultSettings('ap-southeast-6', { allowDestinations: ['*'] }))).toEqual([])
})
