import { expect, it } from 'vitest'
import { chooseRegion } from '../../src/bedrock/choose-region.ts'

const isAllowed = (region: string) => ['eu-central-1', 'us-west-2'].includes(region)
const configured = 'eu-central-1'

it.each([
  [{}, 'eu-central-1'],
  [{ ofPath: 'us-west-2' }, 'us-west-2'],
  [{ ofArn: 'us-west-2' }, 'us-west-2'],
  [{ ofPath: 'us-west-2', ofArn: 'us-west-2' }, 'us-west-2'],
])('%o means %s', (claims, region) => {
  expect(chooseRegion({ configured, ...claims }, isAllowed)).toBe(region)
})

it.each([
  [{ ofPath: 'ap-south-1' }, 'region-not-allowed', 'The path of this request names ap-south-1'],
  [{ ofArn: 'ap-south-1' }, 'region-not-allowed', 'An ARN of this request names ap-south-1'],
  [
    { ofPath: 'us-west-2', ofArn: 'eu-central-1' },
    'contradicting-regions',
    'names us-west-2, and the ARN in it eu-central-1',
  ],
])('%o is refused as %s', (claims, code, words) => {
  expect(() => chooseRegion({ configured, ...claims }, isAllowed)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(words) }),
  )
})
