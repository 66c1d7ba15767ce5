import { expect, it } from 'vitest'
import { clientSettings } from '../../src/settings/client-settings.ts'

const ROLE = 'arn:aws:iam::123456789012:role/team/ci'

function problemsOf(given: unknown): string[] | undefined {
  return clientSettings()
    .safeParse(given)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

it('are a role, an external ID and tags for each name', () => {
  const tags = { team: 'search', 'cost center': 'a/b=c+d@e' }
  expect(clientSettings().safeParse({ ci: { role: ROLE, externalId: 'a:b/c', tags }, laptop: '' }).data).toEqual(
    new Map([
      ['ci', { role: ROLE, externalId: 'a:b/c', tags: new Map(Object.entries(tags)) }],
      ['laptop', { tags: new Map() }],
    ]),
  )
})

it.each(['', {}])('are none in %j', (given) => {
  expect(clientSettings().safeParse(given).data).toEqual(new Map())
})

it.each([
  ['ci', [': a mapping of client names to mappings such as "role: arn:aws:iam::123456789012:role/ci"']],
  [{ ci: 'x' }, ['ci: a mapping with role, externalId or tags']],
  [{ ci: { roles: ROLE } }, ['ci.roles: spelled role']],
  [{ ci: { colour: 'red' } }, ['ci.colour: left out: it is no setting, there are only role, externalId, tags']],
  [{ ci: { role: 'arn:aws:iam::1:role/x' } }, ['ci.role: the ARN of a role']],
  [{ ci: { role: `${ROLE}\n` } }, ['ci.role: the ARN of a role']],
  [{ ci: { externalId: 'x' } }, ['ci.externalId: 2 to 1224 letters, digits and +=,.@:/-_']],
  [{ ci: { tags: 'x' } }, ['ci.tags: a mapping of tag keys to tag values, such as "team: search"']],
  [{ ci: { tags: { Client: 'x' } } }, ['ci.tags.Client: left out: the proxy sets this tag itself']],
  [{ ci: { tags: { 'AWS:x': 'x' } } }, [expect.stringMatching(/^ci\.tags\.AWS:x: a tag key/)]],
  [{ ci: { tags: { a: 'x', A: 'y' } } }, [expect.stringMatching(/^ci\.tags: without a key twice/)]],
  [{ ci: { tags: { a: 'x\ny' } } }, [expect.stringMatching(/^ci\.tags\.a: a tag value/)]],
  [
    { ci: { tags: Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`t${i}`, 'x'])) } },
    ['ci.tags: at most 49 tags'],
  ],
])('%j is refused', (given, problems) => {
  expect(problemsOf(given)).toEqual(problems)
})
