import { BedrockClient } from '@aws-sdk/client-bedrock'
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { describe, expect, it } from 'vitest'
import { type AwsService, awsEndpoint } from '../../src/aws/endpoints.ts'
import { loadSnapshot } from '../../src/catalog/load-snapshot.ts'

/** Those of the catalog, of partitions that it does not know, and one that nobody knows. */
const REGIONS = [
  ...Object.keys(loadSnapshot().regions),
  'eusc-de-east-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'us-isof-south-1',
  'eu-isoe-west-1',
  'us-gov-west-1',
  'cn-north-1',
  'eu-nowhere-9',
]

const VARIANTS = [false, true].flatMap((useFips) => [false, true].map((useDualstack) => ({ useFips, useDualstack })))
const CASES = REGIONS.flatMap((region) => VARIANTS.map((variant) => [region, variant] as const))

/** What the SDKs work out for a Region, from rules that AWS publishes. */
const SDK_CLIENTS = {
  runtime: new BedrockRuntimeClient({ region: 'us-east-1' }),
  'control-plane': new BedrockClient({ region: 'us-east-1' }),
}

describe.each(CASES)('in %s with %j', (region, variant) => {
  it.each(['runtime', 'control-plane'] as const)("is AWS's own endpoint of the %s", (service) => {
    const { useFips: UseFIPS, useDualstack: UseDualStack } = variant
    const { endpointProvider } = SDK_CLIENTS[service].config
    const expected = () => endpointProvider({ Region: region, UseFIPS, UseDualStack }).url.href
    if (refuses(expected)) expect(() => awsEndpoint(service, region, variant)).toThrow('AWS_USE_')
    else expect(awsEndpoint(service, region, variant).href).toBe(expected())
  })
})

function refuses(act: () => unknown): boolean {
  try {
    act()
    return false
  } catch {
    return true
  }
}

it.each<[service: AwsService, region: string, useFips: boolean, useDualstack: boolean, host: string]>([
  ['mantle', 'eu-central-1', false, false, 'bedrock-mantle.eu-central-1.api.aws'],
  ['mantle', 'eu-central-1', false, true, 'bedrock-mantle.eu-central-1.api.aws'],
  ['mantle', 'us-gov-west-1', true, false, 'bedrock-mantle-fips.us-gov-west-1.api.aws'],
  ['mantle', 'eusc-de-east-1', false, false, 'bedrock-mantle.eusc-de-east-1.api.amazonwebservices.eu'],
  ['sts', 'eu-central-1', false, false, 'sts.eu-central-1.amazonaws.com'],
  ['sts', 'us-east-1', true, false, 'sts-fips.us-east-1.amazonaws.com'],
  ['sts', 'us-east-1', true, true, 'sts-fips.us-east-1.api.aws'],
  ['sts', 'us-gov-west-1', true, false, 'sts.us-gov-west-1.amazonaws.com'],
  ['sts', 'us-iso-east-1', false, false, 'sts.us-iso-east-1.c2s.ic.gov'],
])('the %s of %s (FIPS %s, dual-stack %s) is %s', (service, region, useFips, useDualstack, host) => {
  expect(awsEndpoint(service, region, { useFips, useDualstack }).host).toBe(host)
})
