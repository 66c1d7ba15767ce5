import { join } from 'node:path'
import { expect, it } from 'vitest'
import { explainFailure } from '../../../src/aws/sign-in/explain-failure.ts'
import { SSO_CONFIG, ssoTokenPath } from '../../fixtures/identity-providers.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { bareEnvironment } from './trouble-scenario.ts'

it('A failure is explained, with the files by whose change it may be mended', async () => {
  const home = temporaryFolder({ config: SSO_CONFIG })
  bareEnvironment(home)
  const env = { ...process.env, AWS_WEB_IDENTITY_TOKEN_FILE: '/run/token' }
  const { trouble, files } = await explainFailure(new Error('x'), { profile: 'work', env, region: 'eu-west-1' })
  expect(trouble.kind).toBe('sso-session-ended')
  expect([...files].sort()).toEqual(
    ['/run/token', join(home, 'config'), join(home, 'credentials'), join(home, ssoTokenPath())].sort(),
  )
})
