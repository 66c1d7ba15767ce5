/**
 * A name for the partition of a Region, the same for all of its Regions. What is signed for in one partition means nothing in another,
 * and its data may not get there. The Regions of every partition but the first say in their second part which one it is:
 * `us-gov-west-1`, `eusc-de-east-1`, `us-isob-east-1`.
 */
export function partitionOf(region: string): string {
  const parts = region.split('-')
  return parts.length > 3 ? parts.slice(0, 2).join('-') : 'aws'
}
