import { expect, it } from 'vitest'
import { foundationModelArn, regionlessModelArn, resourceArn } from '../../src/simulator/arns.ts'

it.each([
  [resourceArn('eu-central-1', 'inference-profile/x'), 'arn:aws:bedrock:eu-central-1:123456789012:inference-profile/x'],
  [foundationModelArn('eu-central-1', 'x'), 'arn:aws:bedrock:eu-central-1::foundation-model/x'],
  [foundationModelArn('us-gov-west-1', 'x'), 'arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/x'],
  [regionlessModelArn('x'), 'arn:aws:bedrock:::foundation-model/x'],
])('writes %s', (arn, expected) => {
  expect(arn).toBe(expected)
})
