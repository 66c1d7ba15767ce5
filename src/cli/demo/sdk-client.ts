import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime'
import type { DemoClient, Target } from './demo-client.ts'
import { MESSAGES } from './fetch-client.ts'

/** `@aws-sdk/client-bedrock-runtime`, a development dependency: importing this file fails where it is not installed. */
export const sdkClient: DemoClient = {
  name: 'the AWS SDK for JavaScript',

  async *converseStream({ endpoint, region, credentials }: Target, modelId: string) {
    // A bearer token in the environment would otherwise take the place of the signature.
    const authSchemePreference = ['sigv4']
    const client = new BedrockRuntimeClient({ endpoint, region, credentials, authSchemePreference, maxAttempts: 1 })
    try {
      const { stream } = await client.send(new ConverseStreamCommand({ modelId, messages: MESSAGES }))
      for await (const event of stream ?? []) {
        const token = event.contentBlockDelta?.delta?.text
        if (token !== undefined) yield token
      }
    } finally {
      client.destroy()
    }
  },
}
