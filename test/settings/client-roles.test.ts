import { describe, expect, it } from 'vitest'
import {
  clientRoles,
  problemWithApiKey,
  problemWithRoles,
  problemWithStrangers,
} from '../../src/settings/client-roles.ts'
import type { ClientSettings } from '../../src/settings/client-settings.ts'

const ROLE = 'arn:aws:iam::123456789012:role/clients'
const OTHER = 'arn:aws:iam::123456789012:role/ci'
const TOKENS = [
  { name: 'laptop', token: 'a' },
  { name: 'ci', token: 'b' },
  { name: 'ci', token: 'c' },
]
const TAGS = new Map([['team', 'search']])

function clients(given: Readonly<Record<string, Partial<ClientSettings>>>): ReadonlyMap<string, ClientSettings> {
  return new Map(Object.entries(given).map(([name, one]) => [name, { tags: new Map(), ...one }]))
}

describe('The role of a client', () => {
  it('is the one for all, unless it has its own', () => {
    const given = clients({ ci: { role: OTHER, externalId: 'x1', tags: TAGS } })
    expect(clientRoles({ clientRole: ROLE, clients: given, clientToken: TOKENS })).toEqual(
      new Map([
        ['laptop', { roleArn: ROLE, tags: new Map() }],
        ['ci', { roleArn: OTHER, externalId: 'x1', tags: TAGS }],
      ]),
    )
  })

  it.each([{}, { clientToken: TOKENS }, { clients: clients({}), clientToken: TOKENS }])('is none in %j', (settings) => {
    expect(clientRoles(settings)).toBeUndefined()
    expect(problemWithRoles(settings)).toBeUndefined()
    expect(problemWithApiKey(settings, { AWS_BEARER_TOKEN_BEDROCK: 'key' })).toBeUndefined()
  })

  it.each([
    { clientRole: ROLE, clientToken: TOKENS },
    { clients: clients({ laptop: { role: ROLE }, ci: { role: ROLE } }), clientToken: TOKENS },
  ])('is fine in %j', (settings) => {
    expect([problemWithRoles(settings), problemWithStrangers(settings)]).toEqual([undefined, undefined])
  })

  it.each([
    [{ clientRole: ROLE }, /needs clients that have names/],
    [{ clientRole: ROLE, clientToken: [{ name: 'default', token: 'a' }] }, /NAME=TOKEN/],
    [{ clientRole: ROLE, clientToken: [...TOKENS, { name: 'x', token: 'd' }] }, /no session of the name x/],
    [{ clients: clients({ ci: { role: ROLE } }), clientToken: TOKENS }, /^the client laptop has no role/],
    [{ clients: clients({ ci: { tags: TAGS } }), clientToken: TOKENS }, /^the client laptop has no role/],
  ])('is wrong in %j', (settings, problem) => {
    expect(problemWithRoles(settings)).toMatch(problem)
  })

  it('is for clients that there are', () => {
    const given = clients({ laptob: { role: ROLE } })
    expect(problemWithStrangers({ clients: given, clientToken: TOKENS })).toBe(
      'laptob is no client that has a token, did you mean laptop?',
    )
  })

  it('needs signatures', () => {
    const settings = { clientRole: ROLE, clientToken: TOKENS }
    expect(problemWithApiKey(settings, { AWS_BEARER_TOKEN_BEDROCK: 'key' })).toMatch(/AWS_BEARER_TOKEN_BEDROCK is sent/)
    expect(problemWithApiKey(settings, { AWS_BEARER_TOKEN_BEDROCK: '' })).toBeUndefined()
  })
})
