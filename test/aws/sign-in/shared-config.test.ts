import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readSharedConfig, ssoTokenFile } from '../../../src/aws/sign-in/shared-config.ts'
import { ssoTokenPath } from '../../fixtures/identity-providers.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { bareEnvironment } from './trouble-scenario.ts'

const CONFIG = `[default]
region = eu-west-1
[profile work]
region = eu-central-1
sso_session = company
[sso-session company]
sso_region = eu-north-1
[services local]
bedrock =
  endpoint_url = http://127.0.0.1:1
`
const CREDENTIALS = '[work]\nregion = us-east-1\n[home]\naws_access_key_id = a\n'

it('profiles of both files are known, and sessions apart from them; the credentials file comes first', async () => {
  const home = temporaryFolder({ config: CONFIG, credentials: CREDENTIALS })
  bareEnvironment(home)
  const config = await readSharedConfig(process.env)
  expect(Object.keys(config.profiles).sort()).toEqual(['default', 'home', 'work'])
  expect(config.profiles.work).toEqual({ region: 'us-east-1', sso_session: 'company' })
  expect(config.ssoSessions).toEqual({ company: { sso_region: 'eu-north-1' } })
  expect(['default', 'work', 'nowhere'].map(config.fileOf)).toEqual(
    ['config', 'credentials', 'config'].map((name) => join(home, name)),
  )
  expect(config.unreadable).toBeUndefined()
})

it('files that are not there, or are none, are empty', async () => {
  bareEnvironment(temporaryFolder({ 'config/folder': '', credentials: '[__proto__]\na = b\n' }))
  expect(await readSharedConfig(process.env)).toMatchObject({ profiles: {}, ssoSessions: {} })
})

it('without variables the files are those in the home', async () => {
  const home = temporaryFolder({ '.aws/config': '[default]\nregion = eu-west-1\n' })
  bareEnvironment(home)
  const config = await readSharedConfig({})
  expect([config.profiles.default?.region, config.configFile]).toEqual(['eu-west-1', join(home, '.aws', 'config')])
})

it('the token of a session is where the AWS CLI keeps it', () => {
  bareEnvironment('/home/somebody')
  expect(ssoTokenFile('company')).toBe(join('/home/somebody', ssoTokenPath()))
})
