import { Agent } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { assumeRoleAt } from '../../src/aws/assume-role.ts'
import { createSigV4 } from '../../src/aws/authenticate.ts'
import { startSimulatedBedrock } from '../../src/cli/simulated-bedrock.ts'
import { signedFetch } from '../fixtures/signed-fetch.ts'

it('takes its own identity alone, made up for each run', async () => {
  const simulated = await startSimulatedBedrock('eu-central-1')
  onTestFinished(() => simulated.close())
  const other = await startSimulatedBedrock('eu-central-1')
  await other.close()

  const profiles = new URL('/inference-profiles', simulated.endpoint)
  const asks = [simulated.bearerToken, other.bearerToken].map((token) =>
    fetch(profiles, { headers: { authorization: `Bearer ${token}` } }),
  )
  expect((await Promise.all(asks)).map(({ status }) => status)).toEqual([200, 403])
  expect(simulated.requests).toHaveLength(2)
  expect(simulated.credentials.secretAccessKey).not.toBe(other.credentials.secretAccessKey)
})

it('has a mantle where it is asked for', async () => {
  const simulated = await startSimulatedBedrock('eu-central-1', { mantle: true })
  onTestFinished(() => simulated.close())
  const headers = { authorization: `Bearer ${simulated.bearerToken}` }
  const listed = await fetch(new URL('/v1/models', simulated.mantle), { headers })
  expect([listed.status, await listed.json()]).toMatchObject([200, { object: 'list' }])
})

it('has an STS for the roles that it is told of, whose sessions its Bedrock knows', async () => {
  const arn = 'arn:aws:iam::123456789012:role/clients'
  const simulated = await startSimulatedBedrock('eu-central-1', { roles: [{ arn }] })
  onTestFinished(() => simulated.close())
  const assumeRole = assumeRoleAt({
    endpoint: simulated.sts ?? new URL('http://nowhere'),
    region: 'eu-central-1',
    createAgent: () => new Agent(),
  })
  const session = await assumeRole('laptop', { roleArn: arn, tags: new Map() }, simulated.credentials)
  const ask = signedFetch(simulated.endpoint.origin, createSigV4('eu-central-1', { get: async () => session }))
  expect((await ask('/inference-profiles', { method: 'GET' })).status).toBe(200)
})
