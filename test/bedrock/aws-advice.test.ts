import { describe, expect, it } from 'vitest'
import { ADVICE, adviceText, adviseOn, generalAdvice } from '../../src/bedrock/aws-advice.ts'

const USER = 'User: arn:aws:sts::123456789012:assumed-role/agents/somebody@example.com'
const ON_MODEL = `${USER} is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: arn:aws:bedrock`
const SCP = 'with an explicit deny in a service control policy: arn:aws:organizations::999999999999:policy/o-1/p-2'

describe('a 403 is read: which action, on what, in which Region, by which kind of policy', () => {
  it.each([
    [
      `${ON_MODEL}:eu-north-1::foundation-model/anthropic.claude-sonnet-4-6 ${SCP}`,
      'service-control-policy-denies',
      ['A service control policy', 'bedrock:InvokeModelWithResponseStream', 'eu-north-1', '--allow-destinations'],
    ],
    [
      `${ON_MODEL}:::foundation-model/anthropic.claude-opus-4-6-v1 ${SCP}`,
      'service-control-policy-denies',
      ['of no Region', 'aws:RequestedRegion', '--routing geo-only'],
    ],
    [
      `${ON_MODEL}:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-6 because no identity-based policy allows the bedrock:InvokeModelWithResponseStream action`,
      'identity-policy-allows-not',
      ['The IAM policy', 'inference-profile in eu-central-1', 'doctor --policy'],
    ],
    [
      `${ON_MODEL}:us-east-1::foundation-model/x with an explicit deny in an identity-based policy`,
      'identity-policy-denies',
      ['The IAM policy of the identity denies'],
    ],
    [
      `${ON_MODEL}:us-east-1::foundation-model/x because no VPC endpoint policy allows the bedrock:InvokeModel action`,
      'vpc-endpoint-policy-allows-not',
      ['VPC endpoint'],
    ],
    [
      `${USER} is not authorized to perform: bedrock:CallWithBearerToken because no permissions boundary allows the bedrock:CallWithBearerToken action`,
      'permissions-boundary-allows-not',
      ['bedrock:CallWithBearerToken'],
    ],
    [`${USER} is not authorized to perform: bedrock:InvokeModel`, 'not-authorized', ['The identity may not do']],
  ])('%s', (message, name, words) => {
    const advice = adviseOn(403, message)
    expect(advice?.name).toBe(name)
    const text = advice ? adviceText(advice) : ''
    for (const word of words) expect(text).toContain(word)
    expect(text).not.toMatch(/\d{12}|somebody|arn:/)
  })
})

it.each([
  [429, 'Too many tokens per day, please wait before trying again.', 'tokens-per-day'],
  [429, 'Too many tokens, please wait before trying again.', 'tokens-per-minute'],
  [429, 'Too many requests, please wait before trying again.', 'requests-per-minute'],
  [429, 'something new', 'throttled'],
  [503, 'Bedrock is unable to process your request.', 'service-unavailable'],
  [403, "You don't have access to the model with the specified model ID.", 'model-access'],
  [404, 'Model use case details have not been submitted for this account. Fill out the form.', 'use-case-form'],
  [403, 'The security token included in the request is expired', 'token-expired'],
  [403, 'Invalid API Key format: Must start with pre-defined prefix', 'api-key-form'],
  [400, 'Invocation of model ID a.b with on-demand throughput isn’t supported. Retry …', 'on-demand'],
  [400, 'tools.0.custom.defer_loading: Extra inputs are not permitted', 'extra-inputs'],
])('a %i that says %j is %s', (status, message, name) => {
  expect(adviseOn(status, message)?.name).toBe(name)
})

it.each([
  [403, ''],
  [400, 'something new'],
  [200, 'Too many tokens'],
])('nothing is made up for a %i that says %j', (status, message) => {
  expect(adviseOn(status, message)).toBeUndefined()
})

describe.each(ADVICE)('the row $name', (row) => {
  it('recognises its own sentence', () => {
    const [status = 0] = row.statuses
    expect(adviseOn(status, row.sentence.replaceAll('…', 'bedrock:InvokeModel'))?.name).toBe(row.name)
  })

  it('tells a cause and a remedy, a sentence each, and where it was seen', () => {
    const { cause, remedy } = generalAdvice(row)
    for (const sentence of [cause, remedy]) expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(row.source).not.toBe('')
  })
})

it('no two rows have one name', () => {
  const names = ADVICE.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})
