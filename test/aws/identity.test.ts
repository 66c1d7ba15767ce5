import { expect, it, onTestFinished } from 'vitest'
import type { SignableRequest } from '../../src/aws/authenticate.ts'
import { createIdentity } from '../../src/aws/identity.ts'
import { troubleOf } from '../../src/aws/sign-in/credential-troubles.ts'
import { CREDENTIALS } from '../fixtures/start-frankfurt.ts'

const REGION = 'eu-central-1'
const NOBODY = { bearerToken: undefined }
const REQUEST: SignableRequest = { method: 'GET', host: 'x', path: '/', query: [], headers: {}, sha256: '' }
const none = () => Promise.reject(new Error('nothing here'))

it('signs with the credentials that it loads', async () => {
  const identity = createIdentity({ ...NOBODY, loadCredentials: async () => CREDENTIALS })
  await identity.check()
  expect(await identity.inRegion(REGION)(REQUEST)).toMatchObject({
    authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/bedrock\//),
  })
})

it('signs for each Region with the same credentials', async () => {
  let loads = 0
  const loadCredentials = async () => ({ ...CREDENTIALS, accessKeyId: `AKID${++loads}` })
  const identity = createIdentity({ ...NOBODY, loadCredentials })
  const scopes = ['eu-central-1', 'us-west-2'].map((region) => identity.inRegion(region)(REQUEST))
  const [first, second] = (await Promise.all(scopes)).map(({ authorization }) => authorization)
  expect(first).toMatch(/Credential=AKID1\/\d{8}\/eu-central-1\//)
  expect(second).toMatch(/Credential=AKID1\/\d{8}\/us-west-2\//)
})

it('keeps what signs for a Region and a service, so that its key is derived once', () => {
  const identity = createIdentity({ ...NOBODY, loadCredentials: async () => CREDENTIALS })
  expect(identity.inRegion(REGION)).toBe(identity.inRegion(REGION, 'bedrock'))
  expect(identity.inRegion(REGION)).not.toBe(identity.inRegion(REGION, 'bedrock-mantle'))
  expect(identity.inRegion(REGION)).not.toBe(identity.inRegion('eu-west-1'))
})

it('signs for each service with the same credentials', async () => {
  const identity = createIdentity({ ...NOBODY, loadCredentials: async () => CREDENTIALS })
  const { authorization } = await identity.inRegion(REGION, 'bedrock-mantle')(REQUEST)
  expect(authorization).toMatch(/Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/bedrock-mantle\/aws4_request,/)
})

it('takes an API key in place of credentials, and then looks for none', async () => {
  const identity = createIdentity({ ...NOBODY, bearerToken: 'KEY', loadCredentials: none })
  await identity.check()
  identity.invalidate()
  identity.stop()
  expect(await identity.inRegion(REGION)(REQUEST)).toEqual({ authorization: 'Bearer KEY' })
})

it('rejects with the explanation where there is nothing, and knows it afterwards', async () => {
  const trouble = troubleOf('sso-session-ended', { profile: 'work' })
  const explainFailure = async () => ({ trouble, files: [] })
  const identity = createIdentity({ ...NOBODY, loadCredentials: none, explainFailure })
  onTestFinished(identity.stop)
  expect(await identity.trouble()).toBe('not-known-yet')
  const refusal = { code: 'no-credentials', message: expect.stringContaining('aws sso login --profile work') }
  await expect(identity.check()).rejects.toMatchObject(refusal)
  await expect(identity.inRegion(REGION)(REQUEST)).rejects.toMatchObject(refusal)
  expect(await identity.trouble()).toBe(trouble)
})

it('has a trouble of its own where nobody explains it', async () => {
  const identity = createIdentity({ ...NOBODY, loadCredentials: none })
  onTestFinished(identity.stop)
  await expect(identity.check()).rejects.toThrow('for a reason that the proxy does not know')
})

it('takes the line break away that stands behind an API key, and names the variable of one that cannot be used', async () => {
  const key = createIdentity({ bearerToken: 'KEY\n', loadCredentials: none })
  expect(await key.inRegion(REGION)(REQUEST)).toEqual({ authorization: 'Bearer KEY' })
  expect(await key.trouble()).toBeUndefined()
  const broken = createIdentity({ bearerToken: 'K\nEY', loadCredentials: none })
  const refusal = { code: 'no-credentials', message: expect.stringContaining('AWS_BEARER_TOKEN_BEDROCK') }
  await expect(broken.inRegion(REGION)(REQUEST)).rejects.toMatchObject(refusal)
  await expect(broken.check()).rejects.toMatchObject(refusal)
  expect(await broken.trouble()).toMatchObject({ kind: 'unusable-value' })
})

it('reads the credentials anew after AWS refused them', async () => {
  let loads = 0
  const loadCredentials = async () => ({ ...CREDENTIALS, accessKeyId: `AKID${++loads}` })
  const identity = createIdentity({ ...NOBODY, loadCredentials })
  await identity.check()
  identity.invalidate()
  expect((await identity.inRegion(REGION)(REQUEST)).authorization).toContain('Credential=AKID2/')
})
