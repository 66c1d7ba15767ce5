import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sharedConfigRegion } from '../../src/settings/shared-config-region.ts'
import { temporaryFolder } from './temporary-folder.ts'

const CONFIG = '[default]\nregion = eu-west-1\n\n[profile work]\nregion = eu-west-3\n'

it.each([
  [undefined, 'eu-west-1'],
  ['work', 'eu-west-3'],
  ['other', undefined],
])('of the profile %s it is %s', async (profile, region) => {
  const homeDir = temporaryFolder({ '.aws/config': CONFIG })
  expect(await sharedConfigRegion({ profile, env: {}, homeDir })).toBe(region)
})

it('is taken from the credentials file first, as the AWS SDKs do', async () => {
  const homeDir = temporaryFolder({ '.aws/config': CONFIG, '.aws/credentials': '[work]\nregion = us-west-2\n' })
  expect(await sharedConfigRegion({ profile: 'work', env: {}, homeDir })).toBe('us-west-2')
})

it('is looked for where AWS_CONFIG_FILE points', async () => {
  const homeDir = temporaryFolder({ 'elsewhere/config': CONFIG })
  const env = { AWS_CONFIG_FILE: join(homeDir, 'elsewhere/config') }
  expect(await sharedConfigRegion({ profile: undefined, env, homeDir })).toBe('eu-west-1')
})

it('is absent without shared files', async () => {
  expect(await sharedConfigRegion({ profile: undefined, env: {}, homeDir: temporaryFolder() })).toBeUndefined()
})
