import type { Target } from '../../../src/cli/demo/demo-client.ts'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'
import { BEARER_TOKEN, CREDENTIALS, startFrankfurt } from '../../fixtures/start-frankfurt.ts'

export const PROFILE_ID = 'eu.anthropic.claude-sonnet-4-6'
export const BARE_ID = 'anthropic.claude-sonnet-4-6'

/** A simulator of eu-central-1, and how a client of the demo calls it. */
export async function startTarget(): Promise<{ simulator: Simulator; target: Target }> {
  const simulator = await startFrankfurt()
  const target = {
    endpoint: simulator.url,
    region: 'eu-central-1',
    credentials: CREDENTIALS,
    bearerToken: BEARER_TOKEN,
  }
  return { simulator, target }
}

/** Every item of a stream. */
export async function allOf<Item>(stream: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of stream) items.push(item)
  return items
}
