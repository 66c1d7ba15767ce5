import { describe, expect, it } from 'vitest'
import { defaultCredentials } from '../../src/aws/default-credentials.ts'
import { awsEndpoint } from '../../src/aws/endpoints.ts'
import { createIdentity } from '../../src/aws/identity.ts'
import { CONTRACT, type ContractCase, type Endpoint } from '../fixtures/bedrock-contract.ts'
import { signedFetch } from '../fixtures/signed-fetch.ts'
import { CREDENTIALS, startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { startPair } from '../fixtures/start-pair.ts'

/** A Region of the EU with access to the models of the contract; its calls cost a few tokens. */
const REGION = process.env.BEDROCK_CONTRACT_REGION
const SIMULATED_REGION = 'eu-central-1'

describe('The contract of Bedrock holds for the simulator, called with profile IDs', () => {
  it.each(CONTRACT)('$title', async (row) => {
    const { url } = await startFrankfurt()
    const identity = identityOf(async () => CREDENTIALS)
    await holds(row, { fetch: signedFetch(url, identity.inRegion(SIMULATED_REGION)), model: row.profile })
  })
})

describe('The contract of Bedrock holds through the proxy, called with bare IDs', () => {
  it.each(CONTRACT)('$title', async (row) => {
    const { proxy } = await startPair()
    await holds(row, { fetch: (path, init) => fetch(proxy.url + path, init), model: row.bare })
  })
})

describe.skipIf(!REGION)(
  'The contract of Bedrock holds for AWS (left out unless BEDROCK_CONTRACT_REGION is set)',
  () => {
    it.each(CONTRACT.filter(({ isSimulatedOnly }) => !isSimulatedOnly))('$title', async (row) => {
      const region = REGION ?? ''
      const identity = identityOf(
        defaultCredentials({ profile: process.env.AWS_PROFILE, env: process.env, region }).load,
      )
      const send = signedFetch(awsEndpoint('runtime', region).origin, identity.inRegion(region))
      await holds(row, { fetch: send, model: row.profile })
    })
  },
)

function identityOf(loadCredentials: Parameters<typeof createIdentity>[0]['loadCredentials']) {
  return createIdentity({ bearerToken: undefined, loadCredentials })
}

async function holds({ request, expected }: ContractCase, { fetch, model }: Endpoint): Promise<void> {
  const { method, path, body } = request(model)
  const response = await fetch(path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body }),
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(response.status, bytes.toString()).toBe(expected.status)
  expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
  expect(response.headers.get('content-type')).toMatch(expected.contentType)
  expect(response.headers.get('x-amzn-errortype') ?? '').toMatch(expected.exception ?? /^$/)
  expect(bytes.toString('latin1')).toMatch(expected.body)
}
