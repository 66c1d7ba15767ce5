import type { DemoClient, Target } from './demo-client.ts'

/**
 * Calls Bedrock without the proxy and gives back its refusal.
 * @throws Error where Bedrock answers after all, or fails in another way
 */
export async function callDirectly(client: DemoClient, target: Target, modelId: string): Promise<Error> {
  try {
    for await (const _token of client.converseStream(target, modelId));
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationException') return error
    throw error
  }
  throw new Error(`Bedrock took ${modelId} as it was, so there was nothing to mend. Choose another --region.`)
}
