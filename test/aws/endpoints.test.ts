import { BedrockClient } from '@aws-sdk/client-bedrock'
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { describe, expect, it } from 'vitest'
import { controlPlaneEndpoint, mantleEndpoint, runtimeEndpoint } from '../../src/aws/endpoints.ts'
import { loadSnapshot } from '../../src/catalog/load-snapshot.ts'

const REGIONS = [...Object.keys(loadSnapshot().regions), 'eusc-de-east-1']

/** What the SDKs work out for a Region, from rules that AWS publishes. */
function sdkEndpoint(client: BedrockClient | BedrockRuntimeClient, Region: string): string | undefined {
  return client.config.endpointProvider({ Region, UseFIPS: false, UseDualStack: false }).url.href
}

describe.each(REGIONS)('in %s', (region) => {
  it("is AWS's own endpoint of the runtime", () => {
    expect(runtimeEndpoint(region).href).toBe(sdkEndpoint(new BedrockRuntimeClient({ region }), region))
  })

  it("is AWS's own endpoint of the control plane", () => {
    expect(controlPlaneEndpoint(region).href).toBe(sdkEndpoint(new BedrockClient({ region }), region))
  })
})

it('has the mantle under a name of its own', () => {
  expect(mantleEndpoint('eu-central-1').href).toBe('https://bedrock-mantle.eu-central-1.api.aws/')
})
