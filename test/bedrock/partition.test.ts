import { expect, it } from 'vitest'
import { partitionOf } from '../../src/bedrock/partition.ts'

it.each([
  [['eu-central-1', 'us-east-1', 'ap-southeast-2', 'mx-central-1'], 'aws'],
  [['us-gov-west-1', 'us-gov-east-1'], 'us-gov'],
  [['eusc-de-east-1'], 'eusc-de'],
  [['us-isob-east-1'], 'us-isob'],
])('%j are of one partition', (regions, partition) => {
  expect(new Set(regions.map(partitionOf))).toEqual(new Set([partition]))
})
