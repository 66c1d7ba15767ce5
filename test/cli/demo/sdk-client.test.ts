import { expect, it, vi } from 'vitest'
import { sdkClient } from '../../../src/cli/demo/sdk-client.ts'
import { allOf, BARE_ID, PROFILE_ID, startTarget } from './frankfurt-target.ts'

it('yields the tokens of a stream', async () => {
  const { simulator, target } = await startTarget()
  const tokens = await allOf(sdkClient.converseStream(target, PROFILE_ID))
  expect(tokens.length).toBeGreaterThan(1)
  expect(tokens.join('')).toBe(`Hello from ${PROFILE_ID} in eu-central-1.`)
  expect(simulator.requests).toMatchObject([{ signature: 'verified', httpVersion: '2.0' }])
})

it("throws Bedrock's refusal under AWS's name", async () => {
  const { target } = await startTarget()
  await expect(allOf(sdkClient.converseStream(target, BARE_ID))).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('on-demand throughput'),
  })
})

it('signs even where the environment has a bearer token', async () => {
  vi.stubEnv('AWS_BEARER_TOKEN_BEDROCK', 'canary')
  const { simulator, target } = await startTarget()
  await allOf(sdkClient.converseStream(target, PROFILE_ID))
  expect(simulator.requests).toMatchObject([{ signature: 'verified' }])
})
