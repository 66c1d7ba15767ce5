import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { accountOfAccessKey, describeCredentials } from '../../../src/aws/sign-in/describe-credentials.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'

describe('the account of an access key', () => {
  it.each([
    ['ASIAQNZGKIQY56JQ7WML', '029608264753'],
    ['AKIAY34FZKBOKMUTVV7A', '609629065308'],
  ])('%s is %s', (accessKeyId, account) => {
    expect(accountOfAccessKey(accessKeyId)).toBe(account)
  })

  it.each(['AKIDEXAMPLE', 'local', '', 'AROAQNZGKIQY56JQ7WML'])('of %j is not known', (accessKeyId) => {
    expect(accountOfAccessKey(accessKeyId)).toBeUndefined()
  })
})

it('credentials of a profile are told by how it comes by them, and none of their values', async () => {
  const text = JSON.stringify({
    Version: 1,
    AccessKeyId: 'AKIAY34FZKBOKMUTVV7A',
    SecretAccessKey: 'canary',
    Expiration: '2036-01-01T00:00:00Z',
  })
  const folder = temporaryFolder({ config: `[profile work]\ncredential_process = echo '${text}'\n` })
  const env = { AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none') }
  for (const [name, value] of Object.entries(env)) process.env[name] = value
  try {
    const told = await describeCredentials({ profile: 'work', env, region: 'eu-central-1' })
    expect(told).toEqual({
      place: 'profile',
      sources: ['process'],
      profile: 'work',
      accountEnding: '5308',
      expiration: new Date('2036-01-01T00:00:00Z'),
    })
    expect(JSON.stringify(told)).not.toContain('canary')
  } finally {
    for (const name of Object.keys(env)) delete process.env[name]
  }
})
