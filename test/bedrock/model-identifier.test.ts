import { describe, expect, it } from 'vitest'
import { ProxyError } from '../../src/bedrock/errors.ts'
import {
  geographiesIn,
  isIdentifier,
  parseModelIdentifier,
  validateIdentifier,
} from '../../src/bedrock/model-identifier.ts'

const MODEL_ARN = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6'
const PROFILE_ARN = 'arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-6'

describe('validateIdentifier', () => {
  it.each([
    'anthropic.claude-sonnet-4-6',
    'amazon.nova-lite-v1:0:24k',
    'us-gov.anthropic.claude-sonnet-5',
    'xai.grok-4.6',
    MODEL_ARN,
    PROFILE_ARN,
    'arn:aws:sagemaker:us-east-1:123456789012:endpoint/my-endpoint',
    'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:application-inference-profile/abc123',
    'a',
    'a'.repeat(2048),
  ])('returns %.60s as it is', (identifier) => {
    expect(validateIdentifier(identifier)).toBe(identifier)
    expect(isIdentifier(identifier)).toBe(true)
  })

  it.each([
    ['nothing', '', 'is empty'],
    ['2049 characters', 'a'.repeat(2049), 'is longer than 2048 characters'],
    ['a parent directory', 'a..b', 'has ".." in it'],
    ['a parent directory in an ARN', 'arn:aws:bedrock:us-east-1::foundation-model/../x', 'has ".." in it'],
    ['a slash in an ID', 'anthropic/claude', 'has a "/" in it and is no ARN'],
    ['a leading slash', '/model', 'has a character'],
    ['a leading dot', '.a', 'has a character'],
    ['a NUL', 'a\0b', 'has a character'],
    ['a backslash', 'a\\b', 'has a character'],
    ['a question mark', 'a?b', 'has a character'],
    ['a hash', 'a#b', 'has a character'],
    ['a percent sign', 'a%2Fb', 'has a character'],
    ['a space', 'a b', 'has a character'],
    ['a trailing line feed', 'a\n', 'has a character'],
    ['a line feed and a header', 'a\r\nx-evil: 1', 'has a character'],
    ['a letter beyond ASCII', 'mod\u00e8le', 'has a character'],
    ['a full-width full stop', 'a\uff0eb', 'has a character'],
    ['a mark that is no size', 'anthropic.claude-sonnet-4-6[2x]', 'has a character'],
    ["the marker of Claude Code's long context in the middle", 'anthropic[1m].claude', 'has a character'],
  ])('refuses %s', (_, identifier, problem) => {
    const error = errorOf(() => validateIdentifier(identifier))
    expect(isIdentifier(identifier)).toBe(false)
    expect(error.code).toBe('invalid-model-identifier')
    expect(error.message).toContain(problem)
  })

  it('does not repeat a refused identifier, which may be anything', () => {
    expect(errorOf(() => validateIdentifier('<script>')).message).not.toContain('<script>')
  })
})

describe('parseModelIdentifier', () => {
  it.each([
    ['anthropic.claude-sonnet-4-6', { form: 'id', id: 'anthropic.claude-sonnet-4-6' }],
    ['', { form: 'id', id: '' }],
    ['ARN:aws', { form: 'id', id: 'ARN:aws' }],
    [MODEL_ARN, { form: 'foundation-model-arn', modelId: 'anthropic.claude-sonnet-4-6' }],
    [
      'arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/amazon.titan-embed-text-v2:0',
      { form: 'foundation-model-arn', modelId: 'amazon.titan-embed-text-v2:0' },
    ],
    ['arn:aws:bedrock:::foundation-model/a.b', { form: 'foundation-model-arn', modelId: 'a.b' }],
    [PROFILE_ARN, { form: 'inference-profile-arn', profileId: 'eu.anthropic.claude-sonnet-4-6' }],
    ['arn:aws:bedrock:eu-west-1:1:application-inference-profile/abc', { form: 'other-arn' }],
    ['arn:aws:bedrock:eu-west-1:1:provisioned-model/abc', { form: 'other-arn' }],
    ['arn:aws:bedrock:eu-west-1:1:custom-model/a.b/c', { form: 'other-arn' }],
    ['arn:aws:bedrock:eu-west-1:1:custom-model-deployment/c', { form: 'other-arn' }],
    ['arn:aws:bedrock:eu-west-1:1:imported-model/c', { form: 'other-arn' }],
    ['arn:aws:bedrock:eu-west-1:1:prompt/C:1', { form: 'other-arn' }],
    ['arn:aws:bedrock:eu-west-1:1:default-prompt-router/a:1', { form: 'other-arn' }],
    ['arn:aws:sagemaker:eu-west-1:1:endpoint/e', { form: 'other-arn' }],
    ['arn:aws:s3:::foundation-model/a', { form: 'other-arn' }],
    ['arn:aws:bedrock:eu-west-1::foundation-model/', { form: 'other-arn' }],
    ['arn:', { form: 'other-arn' }],
  ])('reads %s', (identifier, parsed) => {
    expect(parseModelIdentifier(identifier)).toEqual(parsed)
  })
})

describe('geographiesIn', () => {
  it.each(['us', 'eu', 'apac', 'jp', 'au', 'in', 'ca', 'us-gov', 'global'])('knows the geography %s', (geography) => {
    expect(geographiesIn(`${geography}.a.b-4.6`)).toEqual([geography])
  })

  it.each([
    ['GLOBAL.a.b', ['global']],
    ['eu.global.a.b', ['eu', 'global']],
    [PROFILE_ARN, ['eu']],
    ['arn:aws:bedrock:eu-west-1::foundation-model/global.a.b', ['global']],
    ['arn:aws:bedrock:eu-west-1:1:Inference-Profile:Global.a.b', ['global']],
  ])('sees in %s the geographies %j', (identifier, geographies) => {
    expect(geographiesIn(identifier)).toEqual(geographies)
  })

  it.each([
    ...['ap.a.b', 'sa.a.b', 'mx.a.b', 'me.a.b', 'ug.a.b', 'amer.a.b', 'anthropic.b', 'us', '', '.a', 'xus.a', 'a.b-us'],
    'arn:aws:bedrock:eu-west-1::foundation-model/a.b',
    'arn:aws:bedrock:eu-west-1:1:application-inference-profile/abc',
  ])('sees no geography in "%s"', (identifier) => {
    expect(geographiesIn(identifier)).toEqual([])
  })
})

function errorOf(run: () => unknown): ProxyError {
  try {
    run()
  } catch (error) {
    if (error instanceof ProxyError) return error
  }
  throw new Error('expected a ProxyError')
}
