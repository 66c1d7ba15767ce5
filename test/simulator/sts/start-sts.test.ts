import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultProvider } from '@aws-sdk/credential-provider-node'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSigV4 } from '../../../src/aws/authenticate.ts'
import type { Credentials } from '../../../src/aws/credentials.ts'
import { createSessions } from '../../../src/simulator/sts/sessions.ts'
import { startSts } from '../../../src/simulator/sts/start-sts.ts'
import { STS_TROUBLES, type StsTrouble } from '../../../src/simulator/sts/sts-troubles.ts'
import { PROFILE } from '../../fixtures/model-requests.ts'
import { signedFetch } from '../../fixtures/signed-fetch.ts'
import { CREDENTIALS, startFrankfurt } from '../../fixtures/start-frankfurt.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'

const ROLE = 'arn:aws:iam::123456789012:role/developers'
const START = Date.parse('2026-11-29T12:00:00Z')

async function startWorld(role: { externalId?: string } = {}, now: () => number = Date.now) {
  const sessions = createSessions(now)
  const sts = await startSts({ credentials: CREDENTIALS, roles: [{ arn: ROLE, ...role }], sessions, now })
  onTestFinished(() => sts.close())
  return { sessions, sts }
}

/** As the AWS SDK assumes a role that stands in the shared config file. */
async function assume(url: string, lines = ''): Promise<Credentials> {
  const folder = temporaryFolder()
  const config = `[profile work]\nrole_arn = ${ROLE}\nsource_profile = own\nrole_session_name = laptop\n${lines}\n[profile own]\nregion = eu-central-1\n`
  const keys = `[own]\naws_access_key_id = ${CREDENTIALS.accessKeyId}\naws_secret_access_key = ${CREDENTIALS.secretAccessKey}\n`
  writeFileSync(join(folder, 'config'), config)
  writeFileSync(join(folder, 'credentials'), keys)
  const options = { configFilepath: join(folder, 'config'), filepath: join(folder, 'credentials'), ignoreCache: true }
  return defaultProvider({
    ...options,
    profile: 'work',
    clientConfig: { maxAttempts: 1, endpoint: url, region: 'eu-central-1' },
  })()
}

function converseAs(url: string, credentials: Credentials): Promise<Response> {
  const authenticate = createSigV4('eu-central-1', { get: async () => credentials })
  return signedFetch(url, authenticate)(`/model/${PROFILE}/converse`, { method: 'POST', body: '{}' })
}

describe('A simulated STS', () => {
  it('opens a session for the AWS SDK, and Bedrock tells by its access key whose call it was', async () => {
    const { sessions, sts } = await startWorld()
    const bedrock = await startFrankfurt({ sessions })
    const credentials = await assume(sts.url)
    expect(credentials.accessKeyId).toMatch(/^ASIA\d{6}LAPTOP$/)
    expect((await converseAs(bedrock.url, credentials)).status).toBe(200)
    expect((await converseAs(bedrock.url, CREDENTIALS)).status).toBe(200)
    expect(bedrock.requests.map(({ session }) => session?.name)).toEqual(['laptop', undefined])
  })

  it('asks for the external ID that a role wants', async () => {
    const { sts } = await startWorld({ externalId: 'a-secret' })
    await expect(assume(sts.url)).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(assume(sts.url, 'external_id = a-secret')).resolves.toBeDefined()
  })

  it('is expired by Bedrock when its time is over, or when it is told to', async () => {
    let now = Date.now()
    const { sessions, sts } = await startWorld({}, () => now)
    const bedrock = await startFrankfurt({ sessions })
    const [first, second] = [await assume(sts.url), await assume(sts.url)]
    sessions.end((session) => session.credentials.accessKeyId === first?.accessKeyId)
    const refused = await converseAs(bedrock.url, first)
    expect([refused.status, refused.headers.get('x-amzn-errortype')?.split(':')[0]]).toEqual([
      403,
      'ExpiredTokenException',
    ])
    expect((await converseAs(bedrock.url, second)).status).toBe(200)
    now += 3_600_001
    expect((await converseAs(bedrock.url, second)).status).toBe(403)
  })

  it('knows nobody whose signature does not hold', async () => {
    const { sessions, sts } = await startWorld()
    const bedrock = await startFrankfurt({ sessions })
    const credentials = await assume(sts.url)
    const refusals = await Promise.all([
      converseAs(bedrock.url, { ...credentials, secretAccessKey: 'another' }),
      converseAs(bedrock.url, { ...credentials, sessionToken: 'another' }),
      converseAs(bedrock.url, { ...credentials, accessKeyId: 'ASIA000099NOBODY' }),
    ])
    expect(refusals.map((response) => response.headers.get('x-amzn-errortype')?.split(':')[0])).toEqual([
      'InvalidSignatureException',
      'UnrecognizedClientException',
      'UnrecognizedClientException',
    ])
    expect(bedrock.requests.every(({ session }) => session === undefined)).toBe(true)
  })

  it.each(Object.keys(STS_TROUBLES).filter((name) => !/^s(?:talled|ilent)/.test(name)))(
    'opens no session for the SDK while it is %s, and does again afterwards',
    async (trouble) => {
      const { sts } = await startWorld()
      sts.trouble(trouble as StsTrouble)
      await expect(assume(sts.url)).rejects.toThrow()
      sts.trouble()
      await expect(assume(sts.url)).resolves.toBeDefined()
    },
  )
})

it('is told a clock', () => {
  expect(createSessions(() => START).open({ name: 'ab', roleArn: ROLE, tags: {}, durationS: 900 }).expiresAt).toBe(
    START + 900_000,
  )
})
