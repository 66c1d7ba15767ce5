import { expect, it } from 'vitest'
import { namesSource, traceProfile } from '../../../src/aws/sign-in/trace-profile.ts'

const KEYS = { aws_access_key_id: 'a', aws_secret_access_key: 's' }
const roleFrom = (source_profile: string) => ({ role_arn: 'arn:x', source_profile })

it.each([
  ['missing', undefined],
  ['none', { region: 'eu-west-1' }],
  ['keys', KEYS],
  ['half-keys', { aws_secret_access_key: 's' }],
  ['web-identity', { role_arn: 'arn:x', web_identity_token_file: '/t' }],
  ['none', { web_identity_token_file: '/t' }],
  ['process', { credential_process: 'x' }],
  ['keys', { ...KEYS, credential_process: 'x' }],
  ['sso', { sso_session: 'x' }],
  ['sso', { sso_start_url: 'x' }],
  ['login', { login_session: 'x' }],
])('a profile has %s: %o', (source, section) => {
  const steps = traceProfile(section ? { default: section } : {})
  expect(steps).toEqual([{ profile: 'default', source, section: section ?? {} }])
})

it.each([
  ['Ec2InstanceMetadata', 'metadata'],
  ['EcsContainer', 'container'],
  ['Environment', 'environment'],
  ['toString', 'unknown-source'],
])('a role that is assumed with %s comes by its credentials there', (credential_source, source) => {
  expect(sourcesOf({ work: { role_arn: 'arn:x', credential_source } }, 'work')).toEqual(['work role', `work ${source}`])
  expect(sourcesOf({ work: roleFrom('base'), base: { credential_source } }, 'work')).toEqual([
    'work role',
    `base ${source}`,
  ])
})

it('roles are followed to the profile that has the credentials', () => {
  expect(sourcesOf({ a: roleFrom('b'), b: roleFrom('c'), c: { sso_session: 's' } }, 'a')).toEqual([
    'a role',
    'b role',
    'c sso',
  ])
  expect(sourcesOf({ a: roleFrom('b') }, 'a')).toEqual(['a role', 'b missing'])
})

it('a role may be assumed with keys of its own, and a source with keys is never a role', () => {
  expect(sourcesOf({ a: { ...roleFrom('a'), ...KEYS } }, 'a')).toEqual(['a role', 'a keys'])
  expect(sourcesOf({ a: roleFrom('b'), b: { ...roleFrom('c'), ...KEYS } }, 'a')).toEqual(['a role', 'b keys'])
})

it.each([
  ['a', { a: roleFrom('a') }],
  ['a', { a: roleFrom('b'), b: roleFrom('a') }],
  ['a', { a: roleFrom('b'), b: roleFrom('c'), c: roleFrom('b') }],
])('roles that go round in a circle end: from %s in %o', (profile, profiles) => {
  expect(traceProfile(profiles, profile).at(-1)?.source).toBe('cycle')
})

it('a profile that says nothing of credentials, or does not exist, names no source', () => {
  const profiles = { none: {}, keys: KEYS }
  const named = ['none', 'missing', 'keys'].map((name) => traceProfile(profiles, name).some(namesSource))
  expect(named).toEqual([false, false, true])
})

function sourcesOf(profiles: Parameters<typeof traceProfile>[0], profile: string): string[] {
  return traceProfile(profiles, profile).map((step) => `${step.profile} ${step.source}`)
}
