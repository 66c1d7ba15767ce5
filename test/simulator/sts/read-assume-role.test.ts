import { expect, it } from 'vitest'
import { readAssumeRole } from '../../../src/simulator/sts/read-assume-role.ts'

const ROLE = 'arn:aws:iam::123456789012:role/team/developers'
const read = (given: Record<string, string> = {}) =>
  readAssumeRole(new URLSearchParams({ RoleArn: ROLE, RoleSessionName: 'laptop', ...given }))
const tag = (i: number, Key: string, Value = 'v') => ({
  [`Tags.member.${i}.Key`]: Key,
  [`Tags.member.${i}.Value`]: Value,
})

it('reads what is asked, an hour unless told', () => {
  expect(read({ ...tag(1, 'client', 'laptop'), ...tag(2, 'team', ''), ExternalId: 'an/id:1' })).toEqual({
    roleArn: ROLE,
    name: 'laptop',
    durationS: 3600,
    externalId: 'an/id:1',
    tags: { client: 'laptop', team: '' },
  })
  expect(read({ DurationSeconds: '43200' })).toMatchObject({ durationS: 43_200, externalId: undefined, tags: {} })
})

it.each<[Record<string, string>, RegExp]>([
  [{ RoleSessionName: 'a' }, /'a' at 'roleSessionName'.* length greater than or equal to 2/],
  [{ RoleSessionName: 'a b' }, /at 'roleSessionName'.* regular expression/],
  [{ RoleSessionName: 'größe' }, /at 'roleSessionName'.* regular expression/],
  [{ RoleSessionName: 'x'.repeat(65) }, /at 'roleSessionName'.* length less than or equal to 64/],
  [{ RoleArn: 'developers' }, /at 'roleArn'/],
  [{ RoleArn: 'arn:aws:iam::123456789012:user/somebody' }, /at 'roleArn'/],
  [{ DurationSeconds: '899' }, /'899' at 'durationSeconds'.* greater than or equal to 900/],
  [{ DurationSeconds: '43201' }, /less than or equal to 43200/],
  [{ DurationSeconds: 'long' }, /DurationSeconds/],
  [{ ExternalId: 'x' }, /at 'externalId'/],
  [{ ExternalId: 'a b' }, /at 'externalId'/],
  [tag(1, 'k'.repeat(129)), /at 'tags.1.member.key'/],
  [tag(1, 'a*b'), /at 'tags.1.member.key'/],
  [tag(1, 'aws:x'), /must not start with aws:/],
  [tag(1, 'k', 'v'.repeat(257)), /at 'tags.1.member.value'/],
  [tag(1, 'k', 'a#b'), /at 'tags.1.member.value'/],
  [{ ...tag(1, 'Client'), ...tag(2, 'client') }, /Duplicate tag keys/],
  [Object.assign({}, ...Array.from({ length: 51 }, (_, i) => tag(i + 1, `k${i}`))), /'51' at 'tags'/],
])('refuses %j', (given, message) => {
  expect(() => read(given)).toThrow(expect.objectContaining({ status: 400, message: expect.stringMatching(message) }))
})

it('wants a role and a name', () => {
  expect(() => readAssumeRole(new URLSearchParams())).toThrow(/at 'roleArn'.*Member must not be null/)
})
