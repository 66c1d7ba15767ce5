import type { SimulatedBedrock } from '../simulated-bedrock.ts'
import type { DemoClient, Target } from './demo-client.ts'

/** What the simulator saw of the call. */
export type Arrival = { readonly sentModelId: string }

/** The call to make, and who is told of it. */
export type ProxiedCall = {
  readonly client: DemoClient
  readonly target: Target
  readonly modelId: string
  readonly simulated: Pick<SimulatedBedrock, 'requests'>
  /** Told once, when the first token has come and before it is shown. */
  readonly onArrival: (arrival: Arrival) => void
  readonly onToken: (token: string) => void
}

/**
 * Makes the call through the proxy, tells what arrived at Bedrock, and shows each token as it comes.
 * @throws Error where Bedrock did not receive a signed request for another ID, or sent no tokens
 */
export async function callThroughProxy(call: ProxiedCall): Promise<void> {
  const { client, target, modelId, simulated, onArrival, onToken } = call
  let hasArrived = false
  for await (const token of client.converseStream(target, modelId)) {
    if (!hasArrived) onArrival(checkArrival(simulated, modelId))
    hasArrived = true
    onToken(token)
  }
  if (!hasArrived) throw new Error('The answer had no tokens.')
}

function checkArrival({ requests }: Pick<SimulatedBedrock, 'requests'>, requestedModelId: string): Arrival {
  const { modelId, signature } = requests.at(-1) ?? {}
  if (signature !== 'verified') throw new Error('The signature of the proxied request did not hold.')
  if (!modelId || modelId === requestedModelId) throw new Error(`${requestedModelId} went upstream as it was.`)
  return { sentModelId: modelId }
}
