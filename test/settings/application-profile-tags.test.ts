import { expect, it } from 'vitest'
import { applicationProfileTags } from '../../src/settings/application-profile-tags.ts'

function problemsOf(given: unknown): string[] | undefined {
  return applicationProfileTags()
    .safeParse(given)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

it('are what stands under tags', () => {
  expect(applicationProfileTags().safeParse({ tags: { team: 'search', 'cost center': 'a/b=c+d@e' } }).data).toEqual(
    new Map([
      ['team', 'search'],
      ['cost center', 'a/b=c+d@e'],
    ]),
  )
})

it.each(['', {}, { tags: '' }, { tags: {} }])('are none in %j', (given) => {
  expect(applicationProfileTags().safeParse(given).data).toEqual(new Map())
})

it('may have an empty value, as in AWS', () => {
  expect(applicationProfileTags().safeParse({ tags: { team: '' } }).data).toEqual(new Map([['team', '']]))
})

it.each([
  ['search', [': a mapping such as "tags: { team: search }"']],
  [['tags'], [': a mapping such as "tags: { team: search }"']],
  [{ tags: 'search' }, ['tags: a mapping of tag keys to tag values, such as "team: search"']],
  [{ tags: ['team'] }, ['tags: a mapping of tag keys to tag values, such as "team: search"']],
  [{ tags: { 'team!': 'x' } }, ['tags: a mapping of tag keys to tag values, such as "team: search"']],
  [{ tags: { ['k'.repeat(129)]: 'x' } }, ['tags: a mapping of tag keys to tag values, such as "team: search"']],
  [
    { tags: { team: ['a'], stage: 'v'.repeat(257) } },
    ['team', 'stage'].map((key) => `tags.${key}: a tag value: up to 256 letters, digits, spaces and ._:/=+@-`),
  ],
  [{ tag: {}, tags: { team: 'search' } }, ['tag: spelled tags']],
  [{ region: 'eu-west-1' }, ['region: left out: it is no setting, there is only tags']],
])('are not in %j', (given, problems) => {
  expect(problemsOf(given)).toEqual(problems)
})
