import { expect, it } from 'vitest'
import { foundationModelArn, resourceArn } from '../../src/bedrock/arns.ts'

it.each([
  ['eu-central-1', 'arn:aws:bedrock:eu-central-1::foundation-model/a.b'],
  ['us-gov-west-1', 'arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/a.b'],
  ['eusc-de-east-1', 'arn:aws-eusc:bedrock:eusc-de-east-1::foundation-model/a.b'],
  ['', 'arn:aws:bedrock:::foundation-model/a.b'],
])('The model ARN of "%s" is %s', (region, arn) => {
  expect(foundationModelArn(region, 'a.b')).toBe(arn)
})

it('A resource belongs to an account', () => {
  expect(resourceArn('eu-west-1', '123456789012', 'inference-profile/eu.a.b')).toBe(
    'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.a.b',
  )
})
