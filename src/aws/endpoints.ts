import { partition } from '@aws-sdk/util-endpoints'

/** Which of AWS's endpoints are called: those validated by FIPS 140, those that IPv6 reaches too, or both. */
export type EndpointVariant = { readonly useFips: boolean; readonly useDualstack: boolean }

/** The services that are called, each with its name in a host. Only the mantle has no endpoint of IPv4 alone. */
const SERVICES = {
  runtime: { prefix: 'bedrock-runtime', isAlwaysDualstack: false },
  'control-plane': { prefix: 'bedrock', isAlwaysDualstack: false },
  mantle: { prefix: 'bedrock-mantle', isAlwaysDualstack: true },
  sts: { prefix: 'sts', isAlwaysDualstack: false },
} as const

/** One of these services. */
export type AwsService = keyof typeof SERVICES

const ORDINARY: EndpointVariant = { useFips: false, useDualstack: false }

/**
 * AWS's own endpoint of a service in a Region, by the partition data of the AWS SDK: each partition has its own suffixes.
 * @throws Error where the partition does not have the variant
 */
export function awsEndpoint(service: AwsService, region: string, variant = ORDINARY): URL {
  const { name, dnsSuffix, dualStackDnsSuffix, supportsFIPS, supportsDualStack } = partition(region)
  if (variant.useFips && !supportsFIPS) throw missing('FIPS', 'AWS_USE_FIPS_ENDPOINT', name)
  if (variant.useDualstack && !supportsDualStack) throw missing('dual-stack', 'AWS_USE_DUALSTACK_ENDPOINT', name)
  const { prefix, isAlwaysDualstack } = SERVICES[service]
  const isDualstack = variant.useDualstack || isAlwaysDualstack
  const fips = variant.useFips && !isPlainHostOfFips(service, name, isDualstack) ? '-fips' : ''
  return new URL(`https://${prefix}${fips}.${region}.${isDualstack ? dualStackDnsSuffix : dnsSuffix}`)
}

/** The name of the partition that a Region belongs to, as ARNs begin with it. */
export function partitionOf(region: string): string {
  return partition(region).name
}

/** GovCloud's STS meets FIPS under its plain name, and has no other. */
function isPlainHostOfFips(service: AwsService, partitionName: string, isDualstack: boolean): boolean {
  return service === 'sts' && partitionName === 'aws-us-gov' && !isDualstack
}

function missing(what: string, variable: string, partitionName: string): Error {
  return new Error(
    `${variable} is on, but the partition ${partitionName} has no ${what} endpoints. Turn it off, or name the endpoints yourself.`,
  )
}
