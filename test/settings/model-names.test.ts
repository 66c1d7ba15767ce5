import { describe, expect, it } from 'vitest'
import { modelNames } from '../../src/settings/model-names.ts'

const MODEL = 'anthropic.claude-sonnet-4-6'
const ARN = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc123'

function problemsOf(given: unknown): string[] | undefined {
  return modelNames()
    .safeParse(given)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

it.each([
  ['a vendor’s own name', 'claude-sonnet-4-6'],
  ['a foundation model ID', MODEL],
  ['a profile ID of another geography', `us.${MODEL}`],
  ['an ARN', 'arn:aws:bedrock:us-east-1::foundation-model/a.b'],
  ['anything that can be seen', 'team/sonnet@2!'],
  ['what has blanks in it', 'Claude Sonnet 4.6'],
  ['what has the mark of a large context', 'sonnet[1m]'],
  ['2048 characters', 'n'.repeat(2048)],
])('%s may be a name', (_, name) => {
  expect(modelNames().safeParse({ [name]: ARN, other: `eu.${MODEL}` }).data).toEqual(
    new Map([
      [name, ARN],
      ['other', `eu.${MODEL}`],
    ]),
  )
})

it.each([
  ['a line feed', 'a\nb'],
  ['an escape of the terminal', 'a\u001b[31m'],
  ['a character without width', 'a\u200bb'],
  ['nothing', ''],
  ['2049 characters', 'n'.repeat(2049)],
])('%s may be in no name, and the name is not repeated', (_, name) => {
  expect(problemsOf({ [name]: MODEL })).toEqual([': a mapping of names, in one line each, to model IDs or ARNs'])
})

it.each([['list'], 'text'])('a mapping is not %j', (given) => {
  expect(problemsOf(given)).toEqual([': a mapping of names, in one line each, to model IDs or ARNs'])
})

it.each([
  ['nothing', ''],
  ['a space', 'a b'],
  ['a slash outside of an ARN', 'anthropic/claude'],
  ['a parent directory', 'a..b'],
  ['the marker of a large context', `${MODEL}[1m]`],
  ['a list', [MODEL]],
  ['a mapping', { id: MODEL }],
])('a target is not %s', (_, target) => {
  expect(problemsOf({ sonnet: target, fine: MODEL })).toEqual(['sonnet: a model ID or an ARN'])
})

describe('a target that is itself a name', () => {
  const NOT_A_NAME = 'a model ID or an ARN, not another of these names'

  it('is refused with what to write instead', () => {
    expect(problemsOf({ a: 'b', b: MODEL })).toEqual([`a: ${NOT_A_NAME}: map it directly to what b is mapped to`])
    expect(problemsOf({ a: 'b', b: 'c', c: MODEL })).toEqual([
      `a: ${NOT_A_NAME}: map it directly to what c is mapped to`,
      `b: ${NOT_A_NAME}: map it directly to what c is mapped to`,
    ])
  })

  it.each([
    [{ a: 'a' }, ['a']],
    [{ a: 'b', b: 'a' }, ['a', 'b']],
    [{ a: 'b', b: 'c', c: 'b' }, ['a', 'b', 'c']],
  ])('is refused where it leads round in a circle: %j', (given, names) => {
    expect(problemsOf(given)).toEqual(names.map((name) => `${name}: ${NOT_A_NAME}: these lead round in a circle`))
  })
})
