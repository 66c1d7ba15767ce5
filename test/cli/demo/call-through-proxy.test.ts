import { expect, it } from 'vitest'
import { callThroughProxy, type ProxiedCall } from '../../../src/cli/demo/call-through-proxy.ts'
import { fetchClient } from '../../../src/cli/demo/fetch-client.ts'
import { sdkClient } from '../../../src/cli/demo/sdk-client.ts'
import { BARE_ID, PROFILE_ID, startTarget } from './frankfurt-target.ts'

/** A call straight to the simulator stands for a proxy that does, or does not do, its work. */
async function call(given: Partial<ProxiedCall>): Promise<string[]> {
  const { simulator, target } = await startTarget()
  const told: string[] = []
  await callThroughProxy({
    client: sdkClient,
    target,
    modelId: PROFILE_ID,
    simulated: simulator,
    onArrival: ({ sentModelId }) => told.push(sentModelId),
    onToken: (token) => told.push(token),
    ...given,
  })
  return told
}

const resolving: Partial<ProxiedCall> = {
  modelId: BARE_ID,
  client: { ...sdkClient, converseStream: (target) => sdkClient.converseStream(target, PROFILE_ID) },
}

it('tells what arrived before the first token, and then every token', async () => {
  const [arrived, ...tokens] = await call(resolving)
  expect(arrived).toBe(PROFILE_ID)
  expect(tokens.join('')).toBe(`Hello from ${PROFILE_ID} in eu-central-1.`)
})

it('throws where the ID went upstream as it was', async () => {
  await expect(call({})).rejects.toThrow(`${PROFILE_ID} went upstream as it was.`)
})

it('throws where the request was not signed', async () => {
  await expect(call({ client: fetchClient })).rejects.toThrow('The signature of the proxied request did not hold.')
})

it('throws where no token came', async () => {
  const silent = { name: 'silent', converseStream: async function* () {} }
  await expect(call({ client: silent })).rejects.toThrow('The answer had no tokens.')
})
