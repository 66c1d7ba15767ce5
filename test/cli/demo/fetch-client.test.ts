import { expect, it } from 'vitest'
import { fetchClient } from '../../../src/cli/demo/fetch-client.ts'
import { allOf, BARE_ID, PROFILE_ID, startTarget } from './frankfurt-target.ts'

it('yields the tokens of a stream', async () => {
  const { simulator, target } = await startTarget()
  const tokens = await allOf(fetchClient.converseStream(target, PROFILE_ID))
  expect(tokens.length).toBeGreaterThan(1)
  expect(tokens.join('')).toBe(`Hello from ${PROFILE_ID} in eu-central-1.`)
  expect(simulator.requests).toMatchObject([{ signature: 'bearer', httpVersion: '1.1' }])
})

it("throws Bedrock's refusal under AWS's name", async () => {
  const { target } = await startTarget()
  await expect(allOf(fetchClient.converseStream(target, BARE_ID))).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('on-demand throughput'),
  })
})
