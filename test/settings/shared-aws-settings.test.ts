import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sharedAwsSettings } from '../../src/settings/shared-aws-settings.ts'
import { temporaryFolder } from './temporary-folder.ts'

const CONFIG = `[default]
use_fips_endpoint = true
[profile work]
use_dualstack_endpoint = True
ca_bundle = /etc/work.pem
`

/** As read from these files of a home and this environment. */
function read({ profile = undefined as string | undefined, env = {}, files = { '.aws/config': CONFIG } }) {
  return sharedAwsSettings({ profile, env, homeDir: temporaryFolder(files) })
}

const NOTHING = { useFips: false, useDualstack: false, caBundle: undefined }

describe('sharedAwsSettings', () => {
  it('are off where nobody says anything', async () => {
    expect(await read({ files: { '.aws/credentials': '' } as never })).toEqual(NOTHING)
    expect(await sharedAwsSettings({ profile: undefined, env: {}, homeDir: undefined })).toEqual(NOTHING)
  })

  it('are those of the default profile, or of the one that is used', async () => {
    expect(await read({})).toEqual({ ...NOTHING, useFips: true })
    const caBundle = { givenAs: 'ca_bundle of the profile work', file: '/etc/work.pem' }
    expect(await read({ profile: 'work' })).toEqual({ ...NOTHING, useDualstack: true, caBundle })
    expect(await read({ profile: 'other' })).toEqual(NOTHING)
  })

  it('are those of the environment first, where they are not empty', async () => {
    const env = { AWS_USE_FIPS_ENDPOINT: 'FALSE', AWS_CA_BUNDLE: '/etc/env.pem\n', AWS_USE_DUALSTACK_ENDPOINT: '' }
    const caBundle = { givenAs: 'AWS_CA_BUNDLE', file: '/etc/env.pem' }
    expect(await read({ profile: 'work', env })).toEqual({ useFips: false, useDualstack: true, caBundle })
  })

  it('are looked for in the files that the environment names', async () => {
    const file = join(temporaryFolder({ config: CONFIG }), 'config')
    expect(await read({ env: { AWS_CONFIG_FILE: file }, files: {} as never })).toEqual({ ...NOTHING, useFips: true })
  })

  it.each([
    ['AWS_USE_FIPS_ENDPOINT', { env: { AWS_USE_FIPS_ENDPOINT: '1' } }],
    ['AWS_USE_FIPS_ENDPOINT', { env: { AWS_USE_FIPS_ENDPOINT: 'constructor' } }],
    ['AWS_USE_DUALSTACK_ENDPOINT', { env: { AWS_USE_DUALSTACK_ENDPOINT: 'yes' } }],
    ['use_fips_endpoint of the profile default', { files: { '.aws/config': '[default]\nuse_fips_endpoint = on\n' } }],
  ])('refuse a %s that is neither true nor false', async (name, given) => {
    await expect(read(given)).rejects.toMatchObject({ problems: [`${name}: must be true or false`] })
  })
})
