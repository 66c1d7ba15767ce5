type Partition = { readonly regionPrefix: string; readonly dnsSuffix: string }

/** The partitions whose endpoints stand elsewhere. Source: the endpoint rules of `@aws-sdk/client-bedrock-runtime`. */
const PARTITIONS: readonly Partition[] = [{ regionPrefix: 'eusc-', dnsSuffix: 'amazonaws.eu' }]

/** Of the commercial Regions and of GovCloud; China has no Bedrock. */
const DEFAULT_DNS_SUFFIX = 'amazonaws.com'

/** AWS's endpoint of bedrock-runtime, where models are invoked, in a Region. */
export function runtimeEndpoint(region: string): URL {
  return new URL(`https://bedrock-runtime.${region}.${dnsSuffixOf(region)}`)
}

/** AWS's endpoint of the Bedrock control plane, where models and profiles are listed, in a Region. */
export function controlPlaneEndpoint(region: string): URL {
  return new URL(`https://bedrock.${region}.${dnsSuffixOf(region)}`)
}

/** AWS's endpoint of bedrock-mantle in a Region. It has no other suffix. */
export function mantleEndpoint(region: string): URL {
  return new URL(`https://bedrock-mantle.${region}.api.aws`)
}

function dnsSuffixOf(region: string): string {
  return PARTITIONS.find(({ regionPrefix }) => region.startsWith(regionPrefix))?.dnsSuffix ?? DEFAULT_DNS_SUFFIX
}
