/** The ARN of a foundation model as one Region has it; without a Region, as a global profile names it. */
export function foundationModelArn(region: string, modelId: string): string {
  return `arn:${partitionOf(region)}:bedrock:${region}::foundation-model/${modelId}`
}

/** The ARN of a resource of an account, such as `inference-profile/eu.…`. */
export function resourceArn(region: string, account: string, resource: string): string {
  return `arn:${partitionOf(region)}:bedrock:${region}:${account}:${resource}`
}

/** Source: AWS General Reference, the partitions that have Bedrock. */
function partitionOf(region: string): string {
  const [, partition = 'aws'] = PARTITIONS.find(([prefix]) => region.startsWith(prefix)) ?? []
  return partition
}

const PARTITIONS = [
  ['us-gov-', 'aws-us-gov'],
  ['eusc-', 'aws-eusc'],
] as const
