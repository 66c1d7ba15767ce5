import { describe, expect, it } from 'vitest'
import { withoutAccounts } from '../../src/bedrock/without-accounts.ts'

describe('Of an ARN, what it names and where it is stays, and of the account the last four digits', () => {
  it.each([
    [
      'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/a1b2',
      'eu-central-1 …9012 application-inference-profile/a1b2',
    ],
    [
      'arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0',
      'eu-central-1 foundation-model/amazon.nova-lite-v1:0',
    ],
    ['arn:aws:iam::123456789012:role/agent', '…9012 role/agent'],
    ['arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:x', 'us-gov-west-1 …9012 x'],
    ['POST /model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Ax/y', 'POST /model/eu-west-1 …9012 x/y'],
    ['no arn:aws:iam::123456789012:user/a and arn:aws:iam::210987654321:user/b', 'no …9012 user/a and …4321 user/b'],
  ])('%s', (text, shown) => {
    expect(withoutAccounts(text)).toBe(shown)
  })
})

it('of an account alone, the last four digits', () => {
  expect(withoutAccounts('account 123456789012 is not listed')).toBe('account …9012 is not listed')
})

it.each(['eu.anthropic.claude-sonnet-4-5-20250929-v1:0', '1234567890123', 'a123456789012', 'arn', ''])(
  '%j has none',
  (text) => {
    expect(withoutAccounts(text)).toBe(text)
  },
)
