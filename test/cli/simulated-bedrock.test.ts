import { expect, it, onTestFinished } from 'vitest'
import { startSimulatedBedrock } from '../../src/cli/simulated-bedrock.ts'

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
