/** The account that owns whatever the simulator hands out: AWS's example number. */
const ACCOUNT_ID = '123456789012'

/** The ARN of a resource of the simulated account, such as `inference-profile/eu.…`. */
export function resourceArn(region: string, resource: string): string {
  return `arn:${partitionOf(region)}:bedrock:${region}:${ACCOUNT_ID}:${resource}`
}

/** The ARN of a foundation model as one Region has it; it belongs to no account. */
export function foundationModelArn(region: string, modelId: string): string {
  return `arn:${partitionOf(region)}:bedrock:${region}::foundation-model/${modelId}`
}

/** The ARN by which a global profile names a model in no particular Region. */
export function regionlessModelArn(modelId: string): string {
  return `arn:aws:bedrock:::foundation-model/${modelId}`
}

function partitionOf(region: string): string {
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}
