type Partition = { readonly regionPrefix: string; readonly domain: string }

/** The partitions that have Bedrock. Source: the endpoint rules of `@aws-sdk/client-bedrock-runtime`. China has none. */
const PARTITIONS: readonly Partition[] = [
  { regionPrefix: 'eusc-', domain: 'amazonaws.eu' },
  { regionPrefix: '', domain: 'amazonaws.com' },
]

/** AWS's endpoint of bedrock-runtime, where models are invoked, in a Region. */
export function runtimeEndpoint(region: string): URL {
  return new URL(`https://bedrock-runtime.${region}.${domainOf(region)}`)
}

/** AWS's endpoint of the Bedrock control plane, where models and profiles are listed, in a Region. */
export function controlPlaneEndpoint(region: string): URL {
  return new URL(`https://bedrock.${region}.${domainOf(region)}`)
}

function domainOf(region: string): string {
  return PARTITIONS.find(({ regionPrefix }) => region.startsWith(regionPrefix))?.domain ?? 'amazonaws.com'
}
